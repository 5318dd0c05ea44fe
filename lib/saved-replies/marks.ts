import { createHash } from 'node:crypto';
import { fixedParts } from './text/fill-variables.ts';
import { wordsIn } from './text/words.ts';

/** How many words in a row make one mark: fewer occur in everybody's texts, more are broken by every edit. */
const IN_A_ROW = 4;
/** A text with fewer words (« Merci beaucoup ! ») is nobody's own. */
const OWN_WORDS = 5;
/** More of a text is not looked at. */
const MOST_MARKS = 2_000;

/**
 * The marks of a text: hashes of its words, a few in a row, and one of the whole. Case, accents, punctuation and spaces
 * make no difference, and words on either side of a variable are not read as neighbours. A text that says nothing of its
 * own has none.
 */
export function marksOf(text: string): bigint[] {
  const parts = fixedParts(text).map((part) => wordsIn(part).map(({ word }) => word));
  const words = parts.flat();
  if (words.length < OWN_WORDS) return [];
  const rows = parts.flatMap((part) =>
    part.slice(IN_A_ROW - 1).map((_, at) => part.slice(at, at + IN_A_ROW).join(' ')),
  );
  const whole = parts.length === 1 ? [`= ${words.join(' ')}`] : [];
  return [...new Set([...whole, ...rows])].slice(0, MOST_MARKS).map(hash);
}

/** 64 bits, as Postgres stores a `bigint`. */
function hash(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigInt64BE(0);
}
