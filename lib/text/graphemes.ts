/** Splits a text into characters as people see them (UAX #29), the same for every language. */
export const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How many characters people see in a text. */
export function countGraphemes(text: string): number {
  let count = 0;
  for (const _ of graphemes.segment(text)) count += 1;
  return count;
}
