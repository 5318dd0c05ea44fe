import type { InboundEvent, InboundPost, ItemKind, PullPage } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import type { InstagramChannel } from '../credentials.ts';
import { addVisits, BACKFILL_MS, OVERLAP_MS, readCursor, type Cursor } from './cursor.ts';
import { readNewestMedia, readOlderMedia } from './media.ts';
import { readNewestTags, readOlderTags } from './tags.ts';
import { readNewestTalks, readOlderTalks } from './conversations.ts';
import { visitMedia } from './visit.ts';

/** What one pull reads at the most: what is new must not wait until all of the past is here. */
const VISIT_CALLS = 20;
const VISIT_ROUNDS = 6;
const OLDER_PAGES = 10;
const TAGS_PAUSE_MS = 10 * 60_000;
const UPKEEP_PAUSE_MS = 3_600_000;
const UPKEEP_MEDIA = 3;

type Unreadable = Partial<Record<ItemKind, NetworkErrorReason>>;

/**
 * Reads what is new first (comments of the media whose count moved, direct messages, photo tags), then deeper into the
 * past, then looks again at some media. After every page the cursor says all that is left.
 */
export async function* pull(channel: InstagramChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  const unreadable: Unreadable = {};
  let told = JSON.stringify(cursor);
  const page = (events: InboundEvent[], posts: InboundPost[] = []): PullPage => {
    const backfill = backfillOf(cursor, unreadable, channel.now());
    told = JSON.stringify(cursor);
    return { events, posts, cursor: structuredClone(cursor), ...(backfill ? { backfill } : {}) };
  };
  const visits = async function* (posts: InboundPost[]) {
    let left = posts;
    for (let round = 0; round < VISIT_ROUNDS && (left.length > 0 || cursor.visits.length > 0); round += 1) {
      const events = await visitMedia(channel, cursor, VISIT_CALLS);
      yield page(events, left);
      left = [];
    }
  };

  yield* visits(await readNewestMedia(channel, cursor));
  const talks = await readable(unreadable, 'message', () => readNewestTalks(channel, cursor));
  if (talks.length > 0) yield page(talks);
  if (!unreadable.message && cursor.talks.after !== null) yield page(await readOlderTalks(channel, cursor));
  yield* readTags(channel, cursor, unreadable, page);

  for (let pages = 0; pages < OLDER_PAGES && isOlderDue(cursor, channel.now()); pages += 1) {
    yield* visits(await readOlderMedia(channel, cursor));
  }
  if (lookAgain(cursor, channel.now())) yield* visits([]);
  if (JSON.stringify(cursor) !== told || Object.keys(unreadable).length > 0) {
    yield { ...page([]), unreadableKinds: unreadable };
  }
}

async function* readTags(
  channel: InstagramChannel,
  cursor: Cursor,
  unreadable: Unreadable,
  page: (events: InboundEvent[]) => PullPage,
) {
  if (channel.now().getTime() - cursor.tags.readAt < TAGS_PAUSE_MS) return;
  const newest = await readable(unreadable, 'mention', () => readNewestTags(channel, cursor));
  if (newest.length > 0) yield page(newest);
  for (let pages = 0; pages < OLDER_PAGES && cursor.tags.after !== null; pages += 1) {
    yield page(await readOlderTags(channel, cursor));
  }
}

/** A permission that was not granted takes its own kind away, and no other. */
async function readable(
  unreadable: Unreadable,
  kind: ItemKind,
  read: () => Promise<InboundEvent[]>,
): Promise<InboundEvent[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof NetworkError) || error.kind !== 'refused' || error.reason !== 'missing_permission')
      throw error;
    unreadable[kind] = error.reason;
    return [];
  }
}

/** In the back-fill page after page, later one an hour: only the newest media are looked at each time. */
function isOlderDue({ media }: Cursor, now: Date): boolean {
  if (!media.isRead) return media.after !== null;
  return media.watched.length > 0 && now.getTime() - media.readAt >= UPKEEP_PAUSE_MS;
}

/** Some of the media that were read, in turn, for what was deleted, hidden or missed. */
function lookAgain(cursor: Cursor, now: Date): boolean {
  if (now.getTime() - cursor.upkeep.at < UPKEEP_PAUSE_MS) return false;
  const { watched } = cursor.media;
  const talkedAbout = watched.filter(({ newest }) => newest > now.getTime() - BACKFILL_MS);
  const from = cursor.upkeep.turn < talkedAbout.length ? cursor.upkeep.turn : 0;
  const part = talkedAbout.slice(from, from + UPKEEP_MEDIA);
  cursor.upkeep = { at: now.getTime(), turn: from + UPKEEP_MEDIA };
  const fresh = part.filter(({ id }) => !cursor.visits.some(({ media }) => media === id));
  addVisits(
    cursor,
    fresh.map(({ id, newest }) => ({ media: id, after: null, floor: newest - OVERLAP_MS, missing: 0 })),
    'last',
  );
  return fresh.length > 0;
}

function backfillOf(cursor: Cursor, unreadable: Unreadable, now: Date): PullPage['backfill'] {
  if (cursor.isBackfilled) return undefined;
  const { media, visits, talks, tags } = cursor;
  const isRead = media.isRead && (talks.isRead || unreadable.message) && (tags.isRead || unreadable.mention);
  const isDone = Boolean(isRead) && visits.length === 0;
  cursor.isBackfilled = isDone;
  return { reachedAt: isDone ? new Date(now.getTime() - BACKFILL_MS) : null, isDone };
}
