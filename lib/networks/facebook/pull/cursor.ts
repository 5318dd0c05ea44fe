import { createHash } from 'node:crypto';
import { z } from 'zod';

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
  /** The newest comment seen on the way, and where the list goes on. */
  head: z.number().optional(),
  after: z.string().optional(),
});
export type ToRead = z.infer<typeof toRead>;

/** A list that is read from its newest entry, then deeper: `after` is where, until `isDone`. */
const deep = z.object({
  head: z.number().default(0),
  after: z.string().optional(),
  isDone: z.boolean().default(false),
});
export type Deep = z.infer<typeof deep>;

const cursorSchema = z.object({
  posts: z.array(knownPost).default([]),
  toRead: z.array(toRead).default([]),
  /** The Page's own posts are read back by time, which no deletion makes void. */
  history: z.object({ until: z.number().optional(), isDone: z.boolean() }).default({ isDone: false }),
  visitors: deep.default({ head: 0, isDone: false }),
  tagged: deep.default({ head: 0, isDone: false }),
  talks: deep.default({ head: 0, isDone: false }),
  ratings: deep
    .extend({
      readAt: z.number().default(0),
      turn: z.number().default(0),
      /** The latest: id, written when. */
      known: z.array(z.tuple([z.string(), z.number()])).default([]),
    })
    .default({ head: 0, isDone: false, readAt: 0, turn: 0, known: [] }),
  /** When ads' posts were last listed. */
  adsReadAt: z.number().default(0),
  /** The latest comments and posts by others: id, post, digest of its words, hidden, written when. */
  seen: z.array(z.tuple([z.string(), z.string(), z.string(), z.boolean(), z.number()])).default([]),
  /** Digests of the latest direct messages and reviews: of the id, and of the words. */
  told: z.array(z.tuple([z.string(), z.string()])).default([]),
  upkeep: z.object({ at: z.number(), turn: z.number() }).default({ at: 0, turn: 0 }),
});
export type Cursor = z.infer<typeof cursorSchema>;
export type Seen = Cursor['seen'][number];

const POSTS_KEPT = 300;
const SEEN_KEPT = 400;
const TOLD_KEPT = 400;

/** A cursor that cannot be read is none: everything is read again, and is known already. */
export function readCursor(stored: unknown): Cursor {
  return cursorSchema.safeParse(stored ?? {}).data ?? cursorSchema.parse({});
}

export function knownPostOf(cursor: Cursor, id: string): KnownPost | undefined {
  return cursor.posts.find((one) => one.id === id);
}

export function notePost(cursor: Cursor, known: KnownPost): void {
  cursor.posts = [known, ...cursor.posts.filter(({ id }) => id !== known.id)].slice(0, POSTS_KEPT);
}

/** How a comment or a post by others differs from what was told of it. */
export function noteSeen(
  cursor: Cursor,
  now: { id: string; postId: string; text: string; isHidden: boolean; at: number },
): { isNew: boolean; isEdited: boolean; isHiddenChanged: boolean } {
  const held = cursor.seen.find(([id]) => id === now.id);
  const entry: Seen = [now.id, now.postId, digest(now.text), now.isHidden, now.at];
  if (!held) {
    cursor.seen.push(entry);
    // The latest written are kept, in whatever order they are read.
    if (cursor.seen.length > SEEN_KEPT) cursor.seen = cursor.seen.toSorted((a, b) => b[4] - a[4]).slice(0, SEEN_KEPT);
    return { isNew: true, isEdited: false, isHiddenChanged: false };
  }
  const change = { isNew: false, isEdited: held[2] !== entry[2], isHiddenChanged: held[3] !== entry[3] };
  cursor.seen[cursor.seen.indexOf(held)] = entry;
  return change;
}

export function forgetSeen(cursor: Cursor, id: string): void {
  cursor.seen = cursor.seen.filter(([one]) => one !== id);
}

/** The same for what is known by its digest alone. */
export function noteTold(cursor: Cursor, id: string, text: string): 'new' | 'edited' | 'same' {
  const [key, words] = [digest(id), digest(text)];
  const held = cursor.told.find(([one]) => one === key);
  if (held?.[1] === words) return 'same';
  cursor.told = [[key, words] satisfies [string, string], ...cursor.told.filter(([one]) => one !== key)].slice(
    0,
    TOLD_KEPT,
  );
  return held ? 'edited' : 'new';
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 10);
}

export function secondsOf(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
