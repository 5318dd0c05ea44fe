import { Fragment, type ReactNode } from 'react';
import { WebLink } from '#components/ui/text/web-link.tsx';

const LINKS = /(https?:\/\/[^\s<>"')\]]+[^\s<>"')\].,;:!?…»])/giu;
const NAMES = /((?:^|(?<=\s|\())[@#][\p{L}\p{N}_.-]*[\p{L}\p{N}_])/gu;

/** A text with clickable links, and with names and tags marked. Nothing in it is treated as markup. */
export function RichText({ text }: { text: string }) {
  return text.split(LINKS).map((part, index) =>
    index % 2 === 1 ? (
      <WebLink key={index} href={part} className="break-all text-accent-ink hover:underline">
        {part.replace(/^https?:\/\/(www\.)?/iu, '')}
      </WebLink>
    ) : (
      <Fragment key={index}>{names(part)}</Fragment>
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
