import type { ChannelContext, InboundEvent, PullPage } from '../../contract.ts';
import type { GoogleCredentials } from '../../kit/google/credentials.ts';
import { GoogleError } from '../../kit/google/errors.ts';
import { dateIn } from '../../next-midnight.ts';
import { publishedAt } from '../inbound.ts';
import { historyUnitsADay } from '../limits.ts';
import { postReader, readThreads, type ThreadPage } from '../read.ts';
import { openSession, type Session } from '../calls.ts';
import type { Thread } from '../wire.ts';
import { changesOf, inOrder, videosOf } from './changes.ts';
import { type Cursor, type Gap, knownThread, readCursor, trim, watchThread } from './cursor.ts';
import { recheckStored } from './recheck.ts';

const BACKFILL_MS = 90 * 24 * 3_600_000;
/** Comments may appear in the list late. */
const OVERLAP_MS = 10 * 60_000;
/** The most pages below the newest that one pull reads, so that a job ends. */
const GAP_PAGES = 10;

/**
 * Reads the newest page of threads first, then some of the gap down to what was known, then rechecks what was
 * reported. The list is ordered by a thread's first comment, so new replies are found by their number.
 */
export async function* pull(
  channel: ChannelContext<GoogleCredentials>,
  stored: unknown,
): AsyncGenerator<PullPage, void, undefined> {
  const session = openSession(channel);
  const cursor = readCursor(stored);
  const postsOf = postReader(session);
  let reported = JSON.stringify(cursor);
  const page = async (events: InboundEvent[]): Promise<PullPage> => {
    const posts = await postsOf(videosOf(events));
    reported = JSON.stringify(cursor);
    return { events: inOrder(events), posts, cursor: structuredClone(cursor) };
  };

  const head = await readHead(session, cursor);
  if (head.events.length > 0 || head.backfill.backfill) yield { ...(await page(head.events)), ...head.backfill };
  for (let pages = 0; pages < GAP_PAGES; pages += 1) {
    const gap = cursor.gaps.at(-1);
    if (!gap || (gap.isHistory && isHistorySpent(session, cursor))) break;
    const before = session.units();
    const { events, backfill } = await readGap(session, cursor, gap);
    const next = await page(events);
    if (gap.isHistory) cursor.history.units += session.units() - before;
    yield { ...next, cursor: structuredClone(cursor), ...backfill };
  }
  const found = await recheckStored(session, cursor);
  if (found.length > 0 || JSON.stringify(cursor) !== reported) yield await page(found);
}

type Found = { events: InboundEvent[]; backfill: Pick<PullPage, 'backfill'> };

async function readHead(session: Session, cursor: Cursor): Promise<Found> {
  const { threads, nextPageToken } = await readThreads(session);
  const isFirst = cursor.head === null;
  const horizon = session.now().getTime() - BACKFILL_MS;
  const floor = cursor.head === null ? horizon : cursor.head - OVERLAP_MS;
  const isEnd = isEndOf({ threads, nextPageToken }, floor, !isFirst && areKnown(cursor, threads));
  // Threads that are too old to report are remembered too: a new reply is found by its number.
  const isOld = (thread: Thread) => topAt(thread) < horizon && knownThread(cursor, thread) === null;
  for (const thread of threads.filter(isOld)) watchThread(cursor, thread, []);
  const within = threads.filter((thread) => topAt(thread) >= horizon || !isFirst);
  const events = await changesOf(session, cursor, within);
  cursor.head = Math.max(cursor.head ?? floor, ...within.map(topAt));
  if (!isEnd && nextPageToken) cursor.gaps.push({ token: nextPageToken, floor, isHistory: isFirst });
  trim(cursor, threads);
  return { events, backfill: isFirst ? backfillOf(within, isEnd) : {} };
}

/** One more page below the newest. Moves the cursor. */
async function readGap(session: Session, cursor: Cursor, gap: Gap): Promise<Found> {
  const page = await readThreads(session, gap.token ? { pageToken: gap.token } : {}).catch((error: unknown) => {
    if (gap.token && error instanceof GoogleError && error.code === 'invalidPageToken') return null;
    throw error;
  });
  // The page token has expired: the list is read again from its top, which reports nothing twice.
  if (!page) {
    cursor.gaps[cursor.gaps.length - 1] = { ...gap, token: null };
    return { events: [], backfill: {} };
  }
  const within = page.threads.filter((thread) => topAt(thread) >= gap.floor);
  const isEnd = isEndOf(page, gap.floor, !gap.isHistory && areKnown(cursor, page.threads));
  const events = await changesOf(session, cursor, within);
  cursor.gaps.pop();
  if (!isEnd && page.nextPageToken) cursor.gaps.push({ ...gap, token: page.nextPageToken });
  trim(cursor, []);
  return { events, backfill: gap.isHistory ? backfillOf(within, isEnd) : {} };
}

/** A page may be empty and still have a next one. */
function isEndOf({ threads, nextPageToken }: ThreadPage, floor: number, isAllKnown: boolean): boolean {
  return !nextPageToken || isAllKnown || threads.some((thread) => topAt(thread) < floor);
}

function areKnown(cursor: Cursor, threads: readonly Thread[]): boolean {
  return threads.length > 0 && threads.every((thread) => knownThread(cursor, thread) !== null);
}

function backfillOf(threads: readonly Thread[], isDone: boolean): Pick<PullPage, 'backfill'> {
  const oldest = threads.length > 0 ? new Date(Math.min(...threads.map(topAt))) : null;
  return { backfill: { reachedAt: oldest, isDone } };
}

function isHistorySpent(session: Session, cursor: Cursor): boolean {
  const day = dateIn('America/Los_Angeles', session.now());
  if (cursor.history.day !== day) cursor.history = { day, units: 0 };
  return cursor.history.units >= historyUnitsADay(session.channel.app);
}

function topAt(thread: Thread): number {
  return publishedAt(thread.snippet.topLevelComment);
}
