import { cutBefore, limitMarks } from '#lib/plain-text.ts';
import { textDiff } from './text-diff.ts';

/** Longer texts are compared only up to this many characters. */
const COMPARED = 6_000;

type Props = {
  before: string;
  after: string;
  /** Where it may differ from the language of the text around. */
  languageBefore?: string | null;
};

/** What changed between two texts, marked word by word. */
export function Diff({ before, after, languageBefore }: Props) {
  return textDiff(shown(before), shown(after)).map((part, index) =>
    part.kind === 'same' ? (
      part.text
    ) : part.kind === 'added' ? (
      <ins key={index} className="rounded-[2px] bg-ok-tint text-ok underline underline-offset-2">
        {part.text}
      </ins>
    ) : (
      <del key={index} lang={languageBefore ?? undefined} className="rounded-[2px] bg-bad-tint text-bad">
        {part.text}
      </del>
    ),
  );
}

function shown(text: string): string {
  const calm = limitMarks(text);
  return calm.length <= COMPARED ? calm : `${calm.slice(0, cutBefore(calm, COMPARED))}…`;
}
