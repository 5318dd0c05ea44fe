import { z } from 'zod';
import {
  digestOf,
  findWatched,
  latestWatched,
  storedBefore,
  watchedReply,
  withoutWatched,
  withWatched,
} from '../../kit/watch-list.ts';
import { isHidden } from '../inbound.ts';
import type { Media } from '../wire.ts';

/** An answer may become visible a little after its own time. */
export const OVERLAP_MS = 10 * 60_000;
export const BACKFILL_MS = 90 * 24 * 3_600_000;
const ROOTS_MAX = 300;
const KNOWN_MAX = 450;
const MENTIONS_MAX = 200;
const VISITS_MAX = 400;

/**
 * A post of the account: when it was written and last read, its newest answer that was read, and when answers beyond
 * the first page were last checked, and whose turn is next.
 */
const root = z.object({
  id: z.string(),
  at: z.number(),
  visitedAt: z.number(),
  newest: z.number(),
  deepAt: z.number().optional(),
  deepTurn: z.number().optional(),
});
export type Root = z.infer<typeof root>;
/** A conversation that must be read from `after` (null: from the newest) down to the time `floor`. */
const visit = z.object({ root: z.string(), after: z.string().nullable(), floor: z.number() });
export type Visit = z.infer<typeof visit>;
/** A list that is read by time from `newest` on, and once to its end, from `after` on. */
const list = z.object({ newest: z.number(), after: z.string().nullable(), isRead: z.boolean() });
export type List = z.infer<typeof list>;
/** A message that was reported; its parent is the post at the top. */
const known = storedBefore(watchedReply, { of: 'parentId', mark: 'state' });

const cursorSchema = z.object({
  version: z.literal(1),
  posts: list.extend({ roots: z.array(root) }),
  visits: z.array(visit),
  known: z.array(known),
  mentions: list.extend({ authors: z.array(z.object({ id: z.string(), author: z.string() })) }),
  replies: z.object({ newest: z.number() }),
  isBackfilled: z.boolean(),
});
/** How far a channel has been read. All times are epoch milliseconds. */
export type Cursor = z.infer<typeof cursorSchema>;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(stored);
  if (parsed.success) return structuredClone(parsed.data);
  const unread = { newest: 0, after: null, isRead: false };
  return {
    version: 1,
    posts: { ...unread, roots: [] },
    visits: [],
    known: [],
    mentions: { ...unread, authors: [] },
    replies: { newest: 0 },
    isBackfilled: false,
  };
}

/** From when on a list is read: where the last reading ended, with an overlap. */
export function sinceOf({ newest }: { newest: number }, now: Date): Date {
  return new Date(Math.max(now.getTime() - BACKFILL_MS, newest - OVERLAP_MS));
}

export function noteRoot(cursor: Cursor, entry: Root): void {
  const all = [entry, ...cursor.posts.roots.filter(({ id }) => id !== entry.id)];
  cursor.posts.roots = all.sort((one, other) => other.at - one.at).slice(0, ROOTS_MAX);
}

export function rootOf(cursor: Cursor, id: string | undefined): Root | undefined {
  return cursor.posts.roots.find((one) => one.id === id);
}

export function addVisits(cursor: Cursor, visits: readonly Visit[], where: 'first' | 'last'): void {
  const fresh = visits.filter(({ root: id }) => !cursor.visits.some((one) => one.root === id && one.after === null));
  cursor.visits = (where === 'first' ? [...fresh, ...cursor.visits] : [...cursor.visits, ...fresh]).slice(
    0,
    VISITS_MAX,
  );
}

export function knownOf(cursor: Cursor, id: string) {
  return findWatched(cursor.known, id);
}

/** Adds messages, or renews their state. The newest are kept. */
export function remember(cursor: Cursor, entries: Cursor['known']): void {
  cursor.known = latestWatched(withWatched(cursor.known, entries), KNOWN_MAX);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.known = withoutWatched(cursor.known, id);
}

export function noteMention(cursor: Cursor, id: string, author: string): void {
  const { mentions } = cursor;
  mentions.authors = [{ id, author }, ...mentions.authors.filter((one) => one.id !== id)].slice(0, MENTIONS_MAX);
}

/** Changes whenever an answer changes: how it is shown, then its text. */
export function stateOf(media: Media, isPending = false): string {
  return `${isPending ? 'p' : isHidden(media) ? 'h' : 's'}${digestOf(media.text, 8)}`;
}
