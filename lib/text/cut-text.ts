import { cutBefore } from '#lib/plain-text.ts';

/** The beginning of a text, at most `limit` UTF-16 units, cut between graphemes. */
export function cutText(text: string, limit: number): string {
  return text.length <= limit ? text : text.slice(0, cutBefore(text, limit));
}
