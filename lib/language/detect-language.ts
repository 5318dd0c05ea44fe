import { eld } from 'eld/extrasmall';
import { isMostlyInScriptOf } from './scripts.ts';
import { wordsOf } from './words-of.ts';

/** The most that is looked at, in UTF-16 units: more of a text does not change the answer. */
const LOOKED_AT = 140;
/** A text with fewer letters says nothing, in any script. */
const LETTERS = 2;
/** A script whose characters are syllables or words says as much with two of them as an alphabet with eight. */
const DENSE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const DENSE_FACTOR = 4;

/**
 * By how much of its score a language must lead the next one, in a text of at least so many letters. Measured on short
 * public messages; see docs/decisions/0027.
 */
const leads = [
  { letters: 50, lead: 0.04 },
  { letters: 20, lead: 0.06 },
  { letters: 0, lead: 0.12 },
] as const;

/**
 * The language of a short text as a BCP 47 tag, or null where it cannot be told well enough: unknown is better than wrong. Addresses,
 * mentions, tags, emoji and digits say nothing about the language and are left out.
 */
export function detectLanguage(text: string): string | null {
  const words = wordsOf(text, LOOKED_AT);
  if (words.length < LETTERS) return null;
  const found = eld.detect(words);
  if (found.language === '') return null;
  const weight = DENSE.test(words) ? words.length * DENSE_FACTOR : words.length;
  const lead = leads.find(({ letters }) => weight >= letters)?.lead ?? 1;
  const [best = 0, next = 0] = Object.values(found.getScores());
  if (!found.isReliable() || best - next < best * lead) return null;
  return isMostlyInScriptOf(found.language, words) ? found.language : null;
}
