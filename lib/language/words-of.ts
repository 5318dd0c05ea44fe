/** Addresses of pages and mailboxes, names of accounts, tags (names too), and words with a digit, which are codes. */
const NO_WORDS =
  /https?:\/\/\S+|[\p{L}\p{M}\p{N}_.-]*[@#＠＃][\p{L}\p{M}\p{N}_.-]+|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.[A-Za-z]{2,}(?:\/\S*)?|\p{L}*\p{N}[\p{L}\p{M}\p{N}]*/gu;
/** A text without any of these has none of the above. */
const MAY_HAVE_NO_WORDS = /[@#＠＃.\p{N}]/u;
const REPOST = /^\s*RT\b/;
const NOT_LETTERS = /[^\p{L}\p{M}'’]+/gu;
/** A letter or a syllable that is drawn out: "sooooo", "hahahaha". */
const DRAWN_OUT = /(\p{L}{1,2}?)\1{2,}/gu;
/** How much of a text is cleaned for each unit that is wanted: addresses are long. */
const READ_AHEAD = 3;

/** A text's words, without what says nothing about the language, up to a length in UTF-16 units. */
export function wordsOf(text: string, limit: number): string {
  const beginning = text.slice(0, limit * READ_AHEAD).replace(REPOST, ' ');
  const words = MAY_HAVE_NO_WORDS.test(beginning) ? beginning.replace(NO_WORDS, ' ') : beginning;
  return words.replace(NOT_LETTERS, ' ').slice(0, limit).replace(DRAWN_OUT, '$1').normalize('NFC').trim();
}
