import { textDiff } from './text-diff.ts';

/** What changed between two texts, marked word by word. */
export function Diff({ before, after }: { before: string; after: string }) {
  return textDiff(before, after).map((part, index) =>
    part.kind === 'same' ? (
      part.text
    ) : part.kind === 'added' ? (
      <ins key={index} className="rounded-[2px] bg-ok-tint text-ok no-underline">
        {part.text}
      </ins>
    ) : (
      <del key={index} className="rounded-[2px] bg-bad-tint text-bad">
        {part.text}
      </del>
    ),
  );
}
