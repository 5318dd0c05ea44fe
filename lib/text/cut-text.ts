const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** A character as people see it is looked for so far around the limit, in UTF-16 units. */
const AROUND = 256;

/** The beginning of a text, at most `limit` UTF-16 units, cut between characters as people see them. */
export function cutText(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const from = Math.max(0, limit - AROUND);
  const split = graphemes.segment(text.slice(from, limit + AROUND)).containing(limit - from);
  // A character that is longer than all that was looked at is cut all the same.
  if (split && split.index > 0) return text.slice(0, from + split.index);
  return text.slice(0, isInsidePair(text, limit) ? limit - 1 : limit);
}

function isInsidePair(text: string, at: number): boolean {
  return /^[\udc00-\udfff]/.test(text.slice(at, at + 1));
}
