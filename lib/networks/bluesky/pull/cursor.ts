import { z } from 'zod';
import {
  findWatched,
  latestWatched,
  renamed,
  storedBefore,
  watchedMessage,
  withWatched,
} from '../../kit/watch-list.ts';
import { parseUri } from '../addresses.ts';

/**
 * A part of a list, newest first, that is still to be read: from the network's `cursor` down to the time `floor`.
 * From `readBelow` on it was read before, and is only searched for late entries.
 */
const gap = z.object({ cursor: z.string(), floor: z.string(), readBelow: z.string().nullable() });
const source = z.object({ head: z.string().nullable(), gaps: z.array(gap) });
export type Source = z.infer<typeof source>;

/** A message that is read again for edits and deletions; `state` is the end of its content hash. */
const watched = storedBefore(watchedMessage, { uri: 'id', mark: 'state' });

/** A post of the account whose thread is read again, with the replies that are hidden in it. */
const ownPost = storedBefore(z.object({ id: z.string(), at: z.number(), hidden: z.array(z.string()) }), { uri: 'id' });

/** Why direct messages cannot be read while the rest can: permanently, or for now. */
export const lastingAbsences = ['missing_permission', 'not_offered'] as const;
export const absence = z.enum([...lastingAbsences, 'unreachable', 'server_not_found', 'unexpected_answer']);

const chatCursor = z.object({
  /** Why there are no direct messages, and when that was last tried. Null while there are. */
  absent: z.object({ reason: absence, at: z.number() }).nullable(),
  /** Position in the change feed. Null: not known yet. */
  log: z.string().nullable(),
  /** Conversations still to be read back: `cursor` empty for the first page; null when all are read. */
  backfill: z.object({ cursor: z.string() }).nullable(),
});
export type ChatCursor = z.infer<typeof chatCursor>;

const cursorSchema = z.object({
  version: z.literal(1),
  notifications: source,
  feed: source,
  feedReadAt: z.number(),
  chat: chatCursor,
  watched: z.array(watched),
  ownPosts: z.array(ownPost),
  recheck: z.object({ at: z.number(), watchedTurn: z.number(), threadTurn: z.number() }),
});
/** How far a channel has been read. All times are the network's index times; those in numbers are epoch milliseconds. */
export type Cursor = z.infer<typeof cursorSchema>;

const WATCHED_MAX = 500;
const OWN_POSTS_MAX = 50;
const WATCHED_MS = 7 * 24 * 3_600_000;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { upkeep: 'recheck' }));
  if (parsed.success) return structuredClone(parsed.data);
  return {
    version: 1,
    notifications: { head: null, gaps: [] },
    feed: { head: null, gaps: [] },
    feedReadAt: 0,
    chat: { absent: null, log: null, backfill: { cursor: '' } },
    watched: [],
    ownPosts: [],
    recheck: { at: 0, watchedTurn: 0, threadTurn: 0 },
  };
}

/** Tells two versions of a post apart; whole hashes would double the cursor's size. */
function stateOf(cid: string): string {
  return cid.slice(-12);
}

/** Whether a post is new, stored in this version, or stored in another version. */
export function knownAs(cursor: Cursor, { uri, cid }: { uri: string; cid: string }): 'new' | 'same' | 'changed' {
  const entry = findWatched(cursor.watched, uri);
  if (!entry) return 'new';
  return entry.state === stateOf(cid) ? 'same' : 'changed';
}

/** Adds or renews entries; keeps the newest ones of the last days. */
export function watch(cursor: Cursor, entries: { uri: string; cid: string; at: number }[], now: Date): void {
  const renewed = entries.map(({ uri, cid, at }) => ({ id: uri, state: stateOf(cid), at }));
  cursor.watched = newest(withWatched(cursor.watched, renewed), WATCHED_MAX, now);
}

export function watchOwnPosts(cursor: Cursor, uris: Iterable<string>, did: string, now: Date): void {
  const own = [...uris].filter((uri) => parseUri(uri)?.did === did);
  const entries = own.map((id) => ({
    id,
    hidden: findWatched(cursor.ownPosts, id)?.hidden ?? [],
    at: now.getTime(),
  }));
  cursor.ownPosts = newest(withWatched(cursor.ownPosts, entries), OWN_POSTS_MAX, now);
}

function newest<T extends { id: string; at: number }>(entries: T[], max: number, now: Date): T[] {
  return latestWatched(
    entries.filter(({ at }) => at > now.getTime() - WATCHED_MS),
    max,
  );
}
