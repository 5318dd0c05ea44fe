import { z } from 'zod';
import {
  findWatched,
  latestWatched,
  renamed,
  storedBefore,
  watchedMessage,
  withoutWatched,
  withWatched,
} from '../../kit/watch-list.ts';
import { lastOf } from '../names.ts';
import { changedAt } from '../read.ts';
import type { Review } from '../wire.ts';

/** A part of the list, the last changed first, that is still to be read down to `floor` (epoch milliseconds). */
const gap = z.object({ token: z.string().nullable(), floor: z.number(), isHistory: z.boolean() });
export type Gap = z.infer<typeof gap>;

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last change that was reported, in epoch milliseconds. */
  head: z.number().nullable(),
  gaps: z.array(gap),
  /** Reviews that are read again: when they last changed, and the state of the brand's answer. The last changed first. */
  reviews: z.array(storedBefore(watchedMessage, ['id', 'at', 'state'])),
  recheckedAt: z.number(),
});
/** How far a place has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const REVIEWS_MAX = 300;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { upkeepAt: 'recheckedAt' }));
  if (parsed.success) return structuredClone(parsed.data);
  return { version: 1, head: null, gaps: [], reviews: [], recheckedAt: 0 };
}

/** What of a review is new: the review itself, its text, or its answer. */
export function newsOf(
  cursor: Cursor,
  review: Review,
): { isKnown: boolean; review: boolean; reply: boolean; hadReply: boolean } {
  const known = findWatched(cursor.reviews, lastOf(review.name));
  if (!known) return { isKnown: false, review: true, reply: true, hadReply: false };
  return {
    isKnown: true,
    review: known.at !== changedAt(review),
    reply: known.state !== replyState(review),
    hadReply: known.state !== '',
  };
}

export function watch(cursor: Cursor, reviews: readonly Review[]): void {
  const entries = reviews.map((review) => ({
    id: lastOf(review.name),
    at: changedAt(review),
    state: replyState(review),
  }));
  cursor.reviews = latestWatched(withWatched(cursor.reviews, entries), REVIEWS_MAX);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.reviews = withoutWatched(cursor.reviews, id);
}

function replyState({ reviewReply }: Review): string {
  if (!reviewReply) return '';
  const { updateTime = '', reviewReplyState = '', policyViolation = '' } = reviewReply;
  return `${updateTime} ${reviewReplyState} ${policyViolation}`;
}
