import { z } from 'zod';
import type { PullPage } from '../contract.ts';
import { lacksEntries } from '../kit/entries.ts';
import { NetworkError } from '../errors.ts';
import { readPinterest } from './calls.ts';
import { unreadableKinds } from './capabilities.ts';
import type { PinterestChannel } from './credentials.ts';
import { commentsOf, createdAt, postOf } from './inbound.ts';
import { PINS_A_PAGE } from './limits.ts';
import { pinList, type Pin } from './wire.ts';

const cursorSchema = z.object({
  version: z.literal(1),
  /** How far the list of Pins has been read back: the bookmark of the next page; null when done. */
  history: z.string().nullable(),
  /** The number of comments on each Pin of the newest page, so that only changes are reported. */
  counts: z.record(z.string(), z.number().nullable()),
});
type Cursor = z.infer<typeof cursorSchema>;

const HISTORY_MS = 90 * 24 * 3_600_000;

/**
 * Reads the account's Pins and their numbers of comments. There is nothing else to read, so no page ever has an
 * event. The newest page of Pins is read each time, those of the last 90 days once.
 */
export async function* pull(channel: PinterestChannel, given: unknown): AsyncGenerator<PullPage, void, undefined> {
  const known = cursorSchema.safeParse(given).data ?? null;
  const floor = channel.now().getTime() - HISTORY_MS;
  const newest = await listPins(channel);
  const counts = Object.fromEntries(newest.items.map((pin) => [pin.id, commentsOf(pin)]));
  const cursor: Cursor = { version: 1, history: known ? known.history : nextPage(newest, floor), counts };
  const changed = newest.items.filter((pin) => known?.counts[pin.id] !== commentsOf(pin));
  yield page(channel, cursor, { pins: changed, reachedAt: known ? null : reached(newest.items, floor) });

  while (cursor.history !== null) {
    const older = await listPins(channel, cursor.history).catch((cause: unknown) => {
      // The bookmark is no longer valid. Counts alone are not worth reading everything again.
      if (cause instanceof NetworkError && cause.reason === 'rejected') return { items: [], bookmark: null };
      throw cause;
    });
    cursor.history = nextPage(older, floor);
    const pins = older.items.filter((pin) => createdAt(pin).getTime() >= floor);
    yield page(channel, cursor, { pins, reachedAt: reached(older.items, floor) });
  }
}

/** The account's own Pins, not those saved from others; the newest first. */
export function listPins(channel: PinterestChannel, bookmark?: string): Promise<z.infer<typeof pinList>> {
  const query = { page_size: PINS_A_PAGE, pin_filter: 'exclude_repins', pin_metrics: true, bookmark };
  return readPinterest(channel, { name: 'List Pins', path: 'pins', query, schema: pinList });
}

function nextPage({ items, bookmark }: z.infer<typeof pinList>, floor: number): string | null {
  const last = items.at(-1);
  // A page of which nothing can be read says nothing of the Pins below.
  if (!last && lacksEntries(items)) return bookmark ?? null;
  return last && createdAt(last).getTime() >= floor ? (bookmark ?? null) : null;
}

function reached(items: Pin[], floor: number): Date {
  return new Date(Math.max(floor, items.at(-1) ? Math.min(...items.map((pin) => createdAt(pin).getTime())) : floor));
}

function page(
  channel: PinterestChannel,
  cursor: Cursor,
  { pins, reachedAt }: { pins: Pin[]; reachedAt: Date | null },
): PullPage {
  return {
    events: [],
    cursor: structuredClone(cursor),
    posts: pins.map((pin) => postOf(channel.account, pin)),
    ...(reachedAt && { backfill: { reachedAt, isDone: cursor.history === null } }),
    unreadableKinds,
  };
}
