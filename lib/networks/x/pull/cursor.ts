import { z } from 'zod';
import { findWatched, renamed, withWatched } from '../../kit/watch-list.ts';
import { isLater, timeOf } from '../snowflake.ts';

/** A part of a list, newest first, that is still to be read: older than `until` and newer than `floor`. */
const gap = z.object({ until: z.string(), floor: z.string() });
/** When a list was last read to its newest entry, in epoch milliseconds; not renewed once its head is older than the overlap. */
const readAt = z.number().optional();
const list = z.object({ head: z.string().nullable(), gaps: z.array(gap), readAt });
export type List = z.infer<typeof list>;

/** An own post whose conversation is searched, with the newest reply found (`head`) and the number of quotes read. */
const root = z.object({ id: z.string(), head: z.string().nullable(), quotes: z.number(), readAt });
export type Root = z.infer<typeof root>;

/** A message that is read again: which version is stored, and when it was last read, in epoch seconds. */
const watched = z.object({ id: z.string(), version: z.string(), readAt: z.number() });

const cursorSchema = z.object({
  version: z.literal(1),
  mentions: list,
  own: list,
  searches: z.array(gap.extend({ roots: z.array(z.string()) })),
  messages: z.object({
    head: z.string().nullable(),
    readAt,
    /** `size`: how many messages the next page is to have. */
    gap: z.object({ token: z.string(), floor: z.string(), size: z.number().optional() }).nullable(),
    /** The messages of the latest minutes, which are read twice. */
    recent: z.array(z.string()),
    /** Why direct messages cannot be read, and when that was last tried, in epoch milliseconds. */
    absent: z.object({ reason: z.enum(['missing_permission', 'tier_needed']), at: z.number() }).nullable(),
  }),
  roots: z.array(root),
  watched: z.array(watched),
  recheckedAt: z.number(),
  /** How many messages were read again on this day (UTC), because each one costs money. */
  rechecks: z.object({ day: z.string(), messages: z.number() }).optional(),
  isHistoryRead: z.boolean(),
});
/** How far a channel has been read. */
export type Cursor = z.infer<typeof cursorSchema>;

const DAY_MS = 24 * 3_600_000;
const ROOTS_MAX = 96;
/** How far back recent search goes, minus an hour, so that no bound becomes too old on the way. */
export const ROOT_MS = 7 * DAY_MS - 3_600_000;
const WATCHED_MAX = 300;
/** Long enough to recognise what the lists' overlap brings again. */
export const WATCHED_MS = 3 * DAY_MS;

/** Reads a stored cursor. One that cannot be read starts over: everything is read again, and stored only once. */
export function readCursor(stored: unknown): Cursor {
  const parsed = cursorSchema.safeParse(renamed(stored, { upkeepAt: 'recheckedAt' }));
  if (parsed.success) return structuredClone(parsed.data);
  return {
    version: 1,
    mentions: { head: null, gaps: [] },
    own: { head: null, gaps: [] },
    searches: [],
    messages: { head: null, gap: null, recent: [], absent: null },
    roots: [],
    watched: [],
    recheckedAt: 0,
    isHistoryRead: false,
  };
}

/** Adds own posts of the last days whose conversations are searched; the latest ones are kept. */
export function followRoots(cursor: Cursor, ids: readonly string[], now: Date): void {
  const byId = new Map(cursor.roots.map((one) => [one.id, one]));
  for (const id of ids) if (!byId.has(id)) byId.set(id, { id, head: null, quotes: 0 });
  cursor.roots = newest([...byId.values()], ROOTS_MAX, now.getTime() - ROOT_MS);
}

/** Whether this version of a message was reported already. */
export function isReported(cursor: Cursor, { id, version }: { id: string; version: string }): boolean {
  return findWatched(cursor.watched, id)?.version === version;
}

export function watch(cursor: Cursor, entries: { id: string; version: string }[], now: Date): void {
  const readAt = Math.floor(now.getTime() / 1_000);
  const renewed = entries.map(({ id, version }) => ({ id, version, readAt }));
  cursor.watched = newest(withWatched(cursor.watched, renewed), WATCHED_MAX, now.getTime() - WATCHED_MS);
}

function newest<T extends { id: string }>(entries: T[], max: number, since: number): T[] {
  return entries
    .filter(({ id }) => timeOf(id) > since)
    .sort((one, other) => (isLater(one.id, other.id) ? -1 : 1))
    .slice(0, max);
}
