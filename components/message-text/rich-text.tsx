import { Fragment, type ReactNode } from 'react';
import { keepTogether } from '#components/ui/text/together.ts';
import { WebLink } from '#components/ui/text/web-link.tsx';

const LINKS = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?…»])/giu;
const NAMES = /((?:^|(?<=\s|\())[@#][\p{L}\p{N}_.-]*[\p{L}\p{N}_])/gu;

/** A text with clickable links, and with names and tags marked. Nothing in it is treated as markup. */
export function RichText({ text }: { text: string }) {
  return text.split(LINKS).map((part, index) =>
    index % 2 === 1 ? (
      <WebLink
        key={index}
        href={part}
        className="break-all text-accent-ink underline decoration-current/50 underline-offset-2 hover:decoration-current"
      >
        {part.replace(/^https?:\/\/(www\.)?/iu, '')}
      </WebLink>
    ) : (
      <Fragment key={index}>{plain(part)}</Fragment>
    ),
  );
}

function plain(text: string): ReactNode[] {
  return keepTogether(text).map((part, index) =>
    part.isTogether ? (
      // The parts of one text never change places.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className="whitespace-nowrap">
        {names(part.text)}
      </span>
    ) : (
      // oxlint-disable-next-line react/no-array-index-key
      <Fragment key={index}>{names(part.text)}</Fragment>
    ),
  );
}

function names(text: string): ReactNode[] {
  return text.split(NAMES).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} className="text-accent-ink">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
