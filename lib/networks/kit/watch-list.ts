import { createHash } from 'node:crypto';
import { z } from 'zod';

/**
 * A watch list holds, in a channel's cursor, the messages that are read again because the network does not report their
 * edits or deletions. An entry says what a message looked like when it was last read.
 */
type WatchEntry = { id: string };

export const watchedMessage = z.object({
  id: z.string(),
  /** When it was written or last changed, in the unit of the network's cursor. */
  at: z.number(),
  /** Changes whenever the message changes: a digest of its text, or a version of the network's. */
  state: z.string(),
});

/** A {@link watchedMessage} that is read again together with its post, thread or conversation. */
export const watchedReply = watchedMessage.extend({ parentId: z.string() });

/**
 * The schema of an entry that an earlier version stored as a tuple, or under other names. Cursors of both forms can be
 * read, so an update reads no channel from the beginning.
 * @param before the entry's fields in the order of the tuple, or the earlier name of each renamed field
 */
export function storedBefore<Shape extends z.ZodRawShape>(
  entry: z.ZodObject<Shape>,
  before: readonly (keyof Shape & string)[] | Readonly<Record<string, keyof Shape & string>>,
) {
  return z.preprocess((stored) => {
    if (Array.isArray(before)) {
      return Array.isArray(stored) ? Object.fromEntries(before.map((name, at) => [name, stored[at]])) : stored;
    }
    return renamed(stored, before as Readonly<Record<string, string>>); // the other form, as was just checked
  }, entry);
}

/** A stored object with some of its fields under new names; anything else as it is. */
export function renamed(stored: unknown, names: Readonly<Record<string, string>>): unknown {
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return stored;
  return Object.fromEntries(Object.entries(stored).map(([name, value]) => [names[name] ?? name, value]));
}

export function findWatched<Entry extends WatchEntry>(list: readonly Entry[], id: string): Entry | undefined {
  return list.find((entry) => entry.id === id);
}

/** Adds entries, or replaces those with the same id. New entries go to the end, a replaced one keeps its position. */
export function withWatched<Entry extends WatchEntry>(list: readonly Entry[], entries: readonly Entry[]): Entry[] {
  return [...new Map([...list, ...entries].map((entry) => [entry.id, entry])).values()];
}

export function withoutWatched<Entry extends WatchEntry>(list: readonly Entry[], id: string): Entry[] {
  return list.filter((entry) => entry.id !== id);
}

/** The `max` entries that are the latest by `at`, the latest first. */
export function latestWatched<Entry extends WatchEntry & { at: number }>(list: readonly Entry[], max: number): Entry[] {
  return list.toSorted((one, other) => other.at - one.at).slice(0, max);
}

/**
 * The part of a list that is next to be read again. Every entry gets its turn; after the end the list starts again.
 * @param turn `next` of the turn before; 0 at first
 */
export function takeTurn<T>(list: readonly T[], turn: number, size: number): { part: T[]; next: number } {
  const from = turn < list.length ? turn : 0;
  return { part: list.slice(from, from + size), next: from + size };
}

/** Tells two texts apart in a few characters, so that a cursor stays small. */
export function digestOf(text: string, length = 10): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}
