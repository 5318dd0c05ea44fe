import { z } from 'zod';
import { lastOf } from '../names.ts';
import { changedAt } from '../read.ts';
import type { Review } from '../wire.ts';

/** A stretch of the list, the last changed first, that is still to be read down to `floor` (epoch milliseconds). */
const gap = z.object({ token: z.string().nullable(), floor: z.number(), isHistory: z.boolean() });
export type Gap = z.infer<typeof gap>;

const cursorSchema = z.object({
  version: z.literal(1),
  /** The last change that is held, in epoch milliseconds. */
  head: z.number().nullable(),
  gaps: z.array(gap),
  /** Reviews that are looked at again: id, last change, and the answer's last change and state. The last changed first. */
  reviews: z.array(z.tuple([z.string(), z.number(), z.string()])),
  upkeepAt: z.number(),
});
/** How far a place has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const REVIEWS_MAX = 300;

/** Reads a stored cursor. One of another shape counts as none: reading anew changes nothing that is held. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(stored);
  if (parsed.success) return structuredClone(parsed.data);
  return { version: 1, head: null, gaps: [], reviews: [], upkeepAt: 0 };
}

/** What of a review is new: nothing is remembered of it, its words, or its answer. */
export function newsOf(
  cursor: Cursor,
  review: Review,
): { isKnown: boolean; review: boolean; reply: boolean; hadReply: boolean } {
  const held = cursor.reviews.find(([id]) => id === lastOf(review.name));
  if (!held) return { isKnown: false, review: true, reply: true, hadReply: false };
  const [, at, reply] = held;
  return {
    isKnown: true,
    review: at !== changedAt(review),
    reply: reply !== replyMark(review),
    hadReply: reply !== '',
  };
}

export function watch(cursor: Cursor, reviews: readonly Review[]): void {
  const byId = new Map(cursor.reviews.map((entry) => [entry[0], entry]));
  for (const review of reviews) {
    const id = lastOf(review.name);
    byId.set(id, [id, changedAt(review), replyMark(review)]);
  }
  cursor.reviews = [...byId.values()].toSorted((one, other) => other[1] - one[1]).slice(0, REVIEWS_MAX);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.reviews = cursor.reviews.filter(([one]) => one !== id);
}

function replyMark({ reviewReply }: Review): string {
  if (!reviewReply) return '';
  const { updateTime = '', reviewReplyState = '', policyViolation = '' } = reviewReply;
  return `${updateTime} ${reviewReplyState} ${policyViolation}`;
}
