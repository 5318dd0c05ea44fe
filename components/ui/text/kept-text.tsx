import { keepTogether } from './together.ts';

/** A text that we did not write, in which no punctuation stands alone on a line. What is copied or searched is unchanged. */
export function KeptText({ text }: { text: string }) {
  const parts = keepTogether(text);
  if (parts.length < 2 && parts[0]?.isTogether !== true) return text;
  return parts.map((part, index) =>
    part.isTogether ? (
      // The parts of one text never change places.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className="whitespace-nowrap">
        {part.text}
      </span>
    ) : (
      part.text
    ),
  );
}
