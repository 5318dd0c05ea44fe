import type { InboundEvent, InboundPost, ItemKind, PullPage } from '../../contract.ts';
import { NetworkError, type NetworkErrorReason } from '../../errors.ts';
import { takeTurn } from '../../kit/watch-list.ts';
import type { InstagramChannel } from '../credentials.ts';
import { addVisits, BACKFILL_MS, OVERLAP_MS, readCursor, type Cursor } from './cursor.ts';
import { readNewestMedia, readOlderMedia, UNKNOWN } from './media.ts';
import { readNewestTags, readOlderTags } from './tags.ts';
import { readNewestConversations, readOlderConversations } from './conversations.ts';
import { visitMedia } from './visit.ts';

/** What one pull reads at most: new content must not wait until all older content is read. */
const VISIT_CALLS = 20;
const VISIT_ROUNDS = 6;
const OLDER_PAGES = 10;
const TAGS_PAUSE_MS = 10 * 60_000;
const RECHECK_PAUSE_MS = 3_600_000;
const RECHECK_MEDIA = 3;

type Unreadable = Partial<Record<ItemKind, NetworkErrorReason>>;

/**
 * Reads what is new first (comments of media whose count changed, direct messages, photo tags), then older content,
 * then rechecks some media. After every page the cursor says what is still to be read.
 */
export async function* pull(channel: InstagramChannel, stored: unknown): AsyncGenerator<PullPage, void, undefined> {
  const cursor = readCursor(stored);
  const unreadable: Unreadable = {};
  let reported = JSON.stringify(cursor);
  const page = (events: InboundEvent[], posts: InboundPost[] = []): PullPage => {
    const backfill = backfillOf(cursor, unreadable, channel.now());
    reported = JSON.stringify(cursor);
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
  const newest = await readable(unreadable, 'message', () => readNewestConversations(channel, cursor));
  if (newest.length > 0) yield page(newest);
  if (!unreadable.message && cursor.conversations.after !== null)
    yield page(await readOlderConversations(channel, cursor));
  yield* readTags(channel, cursor, unreadable, page);

  for (let pages = 0; pages < OLDER_PAGES && isOlderDue(cursor, channel.now()); pages += 1) {
    yield* visits(await readOlderMedia(channel, cursor));
  }
  if (scheduleRecheck(cursor, channel.now())) yield* visits([]);
  if (JSON.stringify(cursor) !== reported || Object.keys(unreadable).length > 0) {
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

/** A missing permission makes only its own kind unreadable. */
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

/**
 * Older pages are read one after the other at first, later one each hour; otherwise only the newest media are
 * checked.
 */
function isOlderDue({ media }: Cursor, now: Date): boolean {
  if (!media.isRead) return media.after !== null;
  return media.watched.length > 0 && now.getTime() - media.readAt >= RECHECK_PAUSE_MS;
}

/** Queues some of the read media, in turn, to find what was deleted, hidden or missed. */
function scheduleRecheck(cursor: Cursor, now: Date): boolean {
  if (now.getTime() - cursor.recheck.at < RECHECK_PAUSE_MS) return false;
  const { watched } = cursor.media;
  const commented = watched.filter(
    ({ newest, count, at }) => Math.max(newest, count === UNKNOWN ? at : 0) > now.getTime() - BACKFILL_MS,
  );
  const { part, next } = takeTurn(commented, cursor.recheck.turn, RECHECK_MEDIA);
  cursor.recheck = { at: now.getTime(), turn: next };
  const fresh = part.filter(({ id }) => !cursor.visits.some(({ media }) => media === id));
  addVisits(
    cursor,
    fresh.map(({ id, newest }) => ({ media: id, after: null, floor: Math.max(0, newest - OVERLAP_MS), missing: 0 })),
    'last',
  );
  return fresh.length > 0;
}

function backfillOf(cursor: Cursor, unreadable: Unreadable, now: Date): PullPage['backfill'] {
  if (cursor.isBackfilled) return undefined;
  const { media, visits, conversations, tags } = cursor;
  const isRead = media.isRead && (conversations.isRead || unreadable.message) && (tags.isRead || unreadable.mention);
  const isDone = Boolean(isRead) && visits.length === 0;
  cursor.isBackfilled = isDone;
  return { reachedAt: isDone ? new Date(now.getTime() - BACKFILL_MS) : null, isDone };
}
