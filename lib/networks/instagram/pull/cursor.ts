import { z } from 'zod';
import {
  findWatched,
  latestWatched,
  renamed,
  storedBefore,
  watchedReply,
  withoutWatched,
  withWatched,
} from '../../kit/watch-list.ts';

/** A comment may become visible a little after its own time. */
export const OVERLAP_MS = 10 * 60_000;
export const BACKFILL_MS = 90 * 24 * 3_600_000;
const MEDIA_MAX = 300;
const KNOWN_MAX = 450;
const CONVERSATIONS_MAX = 200;
const TAGS_MAX = 200;
const VISITS_MAX = 400;

/** A watched media: when it was published, how many comments it had when last read, and the time of the newest. */
const watchedMedia = z.object({ id: z.string(), at: z.number(), count: z.number(), newest: z.number() });
export type WatchedMedia = z.infer<typeof watchedMedia>;

/**
 * A media whose comments must be read: from `after` (null: from the newest) down to the time `floor`, and further
 * while comments are `missing`, because answers to old comments do not come first.
 */
const visit = z.object({ media: z.string(), after: z.string().nullable(), floor: z.number(), missing: z.number() });
export type Visit = z.infer<typeof visit>;

/** A message that was reported; its parent is its media or conversation. */
const known = storedBefore(watchedReply, { of: 'parentId', mark: 'state' });

/** A list that is read from its top, and once to its end, from `after` on. */
const list = z.object({ after: z.string().nullable(), isRead: z.boolean(), readAt: z.number() });
export type List = z.infer<typeof list>;

const cursorSchema = z.object({
  version: z.literal(1),
  media: list.extend({ watched: z.array(watchedMedia) }),
  visits: z.array(visit),
  known: z.array(known),
  conversations: list.extend({ seen: z.array(z.object({ id: z.string(), at: z.number() })) }),
  tags: list.extend({ seen: z.array(z.string()) }),
  recheck: z.object({ at: z.number(), turn: z.number() }),
  isBackfilled: z.boolean(),
});
/** How far a channel has been read. All times are epoch milliseconds. */
export type Cursor = z.infer<typeof cursorSchema>;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { talks: 'conversations', upkeep: 'recheck' }));
  if (parsed.success) return structuredClone(parsed.data);
  const unread = { after: null, isRead: false, readAt: 0 };
  return {
    version: 1,
    media: { ...unread, watched: [] },
    visits: [],
    known: [],
    conversations: { ...unread, seen: [] },
    tags: { ...unread, seen: [] },
    recheck: { at: 0, turn: 0 },
    isBackfilled: false,
  };
}

export function stateOf(cursor: Cursor, id: string): string | undefined {
  return findWatched(cursor.known, id)?.state;
}

/** Adds messages, or renews their state. The newest are kept. */
export function remember(cursor: Cursor, entries: readonly z.infer<typeof known>[]): void {
  if (entries.length === 0) return;
  cursor.known = latestWatched(withWatched(cursor.known, entries), KNOWN_MAX);
}

export function forget(cursor: Cursor, id: string): void {
  cursor.known = withoutWatched(cursor.known, id);
}

/** Keeps those with the latest publication or comment; the others are dropped. */
export function watchMedia(cursor: Cursor, entry: WatchedMedia): void {
  const all = [entry, ...cursor.media.watched.filter(({ id }) => id !== entry.id)];
  const liveliness = ({ at, newest }: WatchedMedia) => Math.max(at, newest);
  cursor.media.watched = all.sort((one, other) => liveliness(other) - liveliness(one)).slice(0, MEDIA_MAX);
}

export function noteConversation(cursor: Cursor, id: string, at: number): void {
  const others = withoutWatched(cursor.conversations.seen, id);
  cursor.conversations.seen = [{ id, at }, ...others].slice(0, CONVERSATIONS_MAX);
}

export function noteTags(cursor: Cursor, ids: readonly string[]): void {
  cursor.tags.seen = [...new Set([...ids, ...cursor.tags.seen])].slice(0, TAGS_MAX);
}

export function addVisits(cursor: Cursor, visits: readonly Visit[], where: 'first' | 'last'): void {
  const all = where === 'first' ? [...visits, ...cursor.visits] : [...cursor.visits, ...visits];
  cursor.visits = all.slice(0, VISITS_MAX);
}
