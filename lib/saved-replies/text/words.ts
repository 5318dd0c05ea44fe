/** A word of a text, as it is compared and where it stands. */
export type Word = { word: string; start: number; end: number };

/** Invisible characters belong to the word around them, so that they cannot hide it. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\p{Cf}]*/gu;

/** The words of a text. Case, accents, punctuation and invisible characters make no difference. */
export function wordsIn(text: string): Word[] {
  return [...text.matchAll(WORD)].map((match) => ({
    word: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

export function foldWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae');
}

/** A text as it is searched: its folded words, one space between them. */
export function foldedText(text: string): string {
  return wordsIn(text)
    .map(({ word }) => word)
    .join(' ');
}
