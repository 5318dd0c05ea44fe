import { Refusal } from '#lib/refusal.ts';
import { cleanText } from '../clean-text.ts';
import { PROMISE_LIMIT_MS, PROMISE_TEXT_LIMIT, type PromiseInput } from './types.ts';

/**
 * @returns the promise as it is stored
 * @throws Refusal `text_empty`, `text_too_long` (`limit`); `invalid` (`dueAt`) for a moment that is past or more than a year away
 */
export function checkPromise({ text, dueAt }: PromiseInput, now = Date.now()): PromiseInput {
  const words = cleanText(text);
  if (words === '') throw new Refusal('text_empty');
  if (words.length > PROMISE_TEXT_LIMIT) throw new Refusal('text_too_long', { limit: PROMISE_TEXT_LIMIT });
  refuseUnlessAhead(dueAt, now);
  return { text: words, dueAt };
}

/** @throws Refusal `invalid` (`dueAt`) */
export function refuseUnlessAhead(dueAt: Date, now = Date.now()): void {
  const ahead = dueAt.getTime() - now;
  if (!(ahead > 0 && ahead <= PROMISE_LIMIT_MS)) throw new Refusal('invalid', { field: 'dueAt' });
}

/** Whether a reply says these words; erased ones it never says. Signs, spaces and capitals make no difference: typography is corrected on the way. */
export function isSaidIn(words: string, text: string): boolean {
  return words !== '' && folded(text).includes(folded(words));
}

const folded = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
