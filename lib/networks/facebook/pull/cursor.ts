import { z } from 'zod';
import {
  digestOf,
  findWatched,
  latestWatched,
  renamed,
  storedBefore,
  withoutWatched,
  withWatched,
} from '../../kit/watch-list.ts';

/** What a post looked like when its comments were last read. Times are seconds, as the network has them. */
const knownPost = z.object({ id: z.string(), count: z.number(), updated: z.number(), head: z.number() });
export type KnownPost = z.infer<typeof knownPost>;

/** A post whose comments are to be read, from the newest down to `floor`. */
const toRead = z.object({
  id: z.string(),
  isOwn: z.boolean(),
  isAd: z.boolean().optional(),
  authorId: z.string().optional(),
  count: z.number(),
  updated: z.number(),
  floor: z.number(),
  /** The newest comment seen so far, and where to continue. */
  head: z.number().optional(),
  after: z.string().optional(),
  /** How often the network refused to list them, and when it is asked again. */
  refusals: z.number().optional(),
  due: z.number().optional(),
});
export type ToRead = z.infer<typeof toRead>;

/** A list that is read from its newest entry on, then backwards from `after` until `isDone`. */
const deep = z.object({
  head: z.number().default(0),
  after: z.string().optional(),
  isDone: z.boolean().default(false),
});
export type Deep = z.infer<typeof deep>;

/** A comment, or a post by others, that was reported and is read again. */
const seen = z.object({
  id: z.string(),
  postId: z.string(),
  digest: z.string(),
  isHidden: z.boolean(),
  at: z.number(),
});
/** A direct message or review that was reported. Its id is a digest too, because there are many of them. */
const reported = z.object({ id: z.string(), digest: z.string() });
const knownReview = z.object({ id: z.string(), at: z.number() });

const cursorSchema = z.object({
  posts: z.array(knownPost).default([]),
  toRead: z.array(toRead).default([]),
  /** The Page's own posts are read back by time, because a deleted post would make a list cursor invalid. */
  history: z.object({ until: z.number().optional(), isDone: z.boolean() }).default({ isDone: false }),
  visitors: deep.default({ head: 0, isDone: false }),
  tagged: deep.default({ head: 0, isDone: false }),
  conversations: deep.default({ head: 0, isDone: false }),
  ratings: deep
    .extend({
      readAt: z.number().default(0),
      turn: z.number().default(0),
      /** The latest reviews, and when they were written. */
      known: z.array(storedBefore(knownReview, ['id', 'at'])).default([]),
    })
    .default({ head: 0, isDone: false, readAt: 0, turn: 0, known: [] }),
  /** When the posts of ads were last listed. */
  adsReadAt: z.number().default(0),
  seen: z.array(storedBefore(seen, ['id', 'postId', 'digest', 'isHidden', 'at'])).default([]),
  reported: z.array(storedBefore(reported, ['id', 'digest'])).default([]),
  recheck: z.object({ at: z.number(), turn: z.number() }).default({ at: 0, turn: 0 }),
});
export type Cursor = z.infer<typeof cursorSchema>;

const POSTS_KEPT = 300;
const SEEN_KEPT = 400;
const REPORTED_KEPT = 400;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const current = renamed(stored ?? {}, { talks: 'conversations', told: 'reported', upkeep: 'recheck' });
  return cursorSchema.safeParse(current).data ?? cursorSchema.parse({});
}

export function knownPostOf(cursor: Cursor, id: string): KnownPost | undefined {
  return cursor.posts.find((one) => one.id === id);
}

export function notePost(cursor: Cursor, known: KnownPost): void {
  cursor.posts = [known, ...cursor.posts.filter(({ id }) => id !== known.id)].slice(0, POSTS_KEPT);
}

/** How a comment or a post by others differs from what was reported of it. */
export function noteSeen(
  cursor: Cursor,
  now: { id: string; postId: string; text: string; isHidden: boolean; at: number },
): { isNew: boolean; isEdited: boolean; isHiddenChanged: boolean } {
  const { id, postId, isHidden, at } = now;
  const before = findWatched(cursor.seen, id);
  const entry = { id, postId, digest: digestOf(now.text), isHidden, at };
  cursor.seen = withWatched(cursor.seen, [entry]);
  if (before) {
    return {
      isNew: false,
      isEdited: before.digest !== entry.digest,
      isHiddenChanged: before.isHidden !== entry.isHidden,
    };
  }
  // The latest written ones stay, in whatever order they are read.
  if (cursor.seen.length > SEEN_KEPT) cursor.seen = latestWatched(cursor.seen, SEEN_KEPT);
  return { isNew: true, isEdited: false, isHiddenChanged: false };
}

export function forgetSeen(cursor: Cursor, id: string): void {
  cursor.seen = withoutWatched(cursor.seen, id);
}

/** Whether a direct message, a conversation or a review was reported as it is. */
export function isReported(cursor: Cursor, externalId: string, text: string): boolean {
  return findWatched(cursor.reported, digestOf(externalId))?.digest === digestOf(text);
}

/** How a direct message, a conversation or a review differs from what was reported of it. */
export function noteReported(cursor: Cursor, externalId: string, text: string): 'new' | 'edited' | 'same' {
  const entry = { id: digestOf(externalId), digest: digestOf(text) };
  const before = findWatched(cursor.reported, entry.id);
  if (before?.digest === entry.digest) return 'same';
  cursor.reported = [entry, ...withoutWatched(cursor.reported, entry.id)].slice(0, REPORTED_KEPT);
  return before ? 'edited' : 'new';
}

export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
