/** A part of a text; one that is kept together is not broken between two lines. */
export type TextPart = { text: string; isTogether: boolean };

/**
 * A word with the sign after it, or a quotation mark with the word after it, where a plain space stands between them, as people
 * type French. A long word is left alone: it must be able to break.
 */
const TOGETHER =
  /((?<!\S)« \S{1,24}(?: [?!:;»][^\s\p{L}\p{N}]*)*(?!\S)|(?<!\S)\S{1,24}(?: [?!:;»][^\s\p{L}\p{N}]*)+(?!\S))/gu;

/** Splits a text so that no "?", "!", ":", ";" or quotation mark ends up alone on a line. The parts make up the same text. */
export function keepTogether(text: string): TextPart[] {
  return text
    .split(TOGETHER)
    .map((part, index) => ({ text: part, isTogether: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}
