import type { ChannelContext, InboundEvent, PullPage } from '../../contract.ts';
import { NetworkError } from '../../errors.ts';
import type { PlaceCredentials } from '../credentials.ts';
import { placeOf } from '../inbound.ts';
import { changedAt, readReviews, type ReviewPage } from '../read.ts';
import { openSession, type Session } from '../calls.ts';
import type { Review } from '../wire.ts';
import { changesOf } from './changes.ts';
import { type Cursor, type Gap, newsOf, readCursor } from './cursor.ts';
import { recheckStored } from './recheck.ts';

const BACKFILL_MS = 90 * 24 * 3_600_000;
/** Reviews may appear in the list late. */
const OVERLAP_MS = 10 * 60_000;
const GAP_PAGES = 20;

/** Reads the last changed reviews first, then some of the gap down to what was known, then rechecks. */
export async function* pull(
  channel: ChannelContext<PlaceCredentials>,
  stored: unknown,
): AsyncGenerator<PullPage, void, undefined> {
  const session = openSession(channel);
  const cursor = readCursor(stored);
  let reported = JSON.stringify(cursor);
  const page = (events: InboundEvent[], total: number | undefined): PullPage => {
    reported = JSON.stringify(cursor);
    const posts = events.length > 0 ? [placeOf(channel.account, total)] : [];
    return { events, posts, cursor: structuredClone(cursor) };
  };

  const isFirst = cursor.head === null;
  const head = await readHead(session, cursor);
  if (isFirst || head.events.length > 0) yield { ...page(head.events, head.total), ...head.backfill };
  for (let pages = 0; pages < GAP_PAGES; pages += 1) {
    const gap = cursor.gaps.at(-1);
    if (!gap) break;
    const found = await readGap(session, cursor, gap);
    yield { ...page(found.events, found.total), ...found.backfill };
  }
  const found = await recheckStored(session, cursor);
  if (found.events.length > 0 || JSON.stringify(cursor) !== reported) yield page(found.events, found.total);
}

type Found = { events: InboundEvent[]; total?: number | undefined; backfill: Pick<PullPage, 'backfill'> };

async function readHead(session: Session, cursor: Cursor): Promise<Found> {
  const page = await readReviews(session);
  const horizon = session.now().getTime() - BACKFILL_MS;
  const isFirst = cursor.head === null;
  const floor = cursor.head === null ? horizon : cursor.head - OVERLAP_MS;
  const isEnd = isEndOf(page, floor, !isFirst && areKnown(cursor, page.reviews));
  const within = page.reviews.filter((review) => changedAt(review) >= horizon);
  const events = changesOf(session, cursor, within);
  cursor.head = Math.max(cursor.head ?? floor, ...within.map(changedAt));
  if (!isEnd && page.nextPageToken) cursor.gaps.push({ token: page.nextPageToken, floor, isHistory: isFirst });
  return { events, total: page.total, backfill: isFirst ? backfillOf(within, isEnd) : {} };
}

/** One more page below the newest. Moves the cursor. */
async function readGap(session: Session, cursor: Cursor, gap: Gap): Promise<Found> {
  const page = await readReviews(session, gap.token ? { pageToken: gap.token } : {}).catch((error: unknown) => {
    if (gap.token && error instanceof NetworkError && error.reason === 'rejected') return null;
    throw error;
  });
  // The page token is no longer valid: the list is read again from its top, which reports nothing twice.
  if (!page) {
    cursor.gaps[cursor.gaps.length - 1] = { ...gap, token: null };
    return { events: [], backfill: {} };
  }
  const within = page.reviews.filter((review) => changedAt(review) >= gap.floor);
  const isEnd = isEndOf(page, gap.floor, !gap.isHistory && areKnown(cursor, page.reviews));
  const events = changesOf(session, cursor, within);
  cursor.gaps.pop();
  if (!isEnd && page.nextPageToken) cursor.gaps.push({ ...gap, token: page.nextPageToken });
  return { events, total: page.total, backfill: gap.isHistory ? backfillOf(within, isEnd) : {} };
}

function isEndOf({ reviews, nextPageToken }: ReviewPage, floor: number, isAllKnown: boolean): boolean {
  return !nextPageToken || isAllKnown || reviews.some((review) => changedAt(review) < floor);
}

function areKnown(cursor: Cursor, reviews: readonly Review[]): boolean {
  return reviews.length > 0 && reviews.every((review) => newsOf(cursor, review).isKnown);
}

function backfillOf(reviews: readonly Review[], isDone: boolean): Pick<PullPage, 'backfill'> {
  const oldest = reviews.length > 0 ? new Date(Math.min(...reviews.map(changedAt))) : null;
  return { backfill: { reachedAt: oldest, isDone } };
}
