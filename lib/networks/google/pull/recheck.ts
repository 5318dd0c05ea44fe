import type { InboundEvent } from '../../contract.ts';
import { goneEvents } from '../inbound.ts';
import { changedAt, readReview, readReviews, type ReviewPage } from '../read.ts';
import { lastOf } from '../names.ts';
import type { Session } from '../calls.ts';
import { changesOf } from './changes.ts';
import { type Cursor, forget } from './cursor.ts';

const PAUSE_MS = 15 * 60_000;
/** As many as hold what is watched. */
const MAX_PAGES = 7;
const MISSING_A_TURN = 20;

/**
 * Walks through the reviews that are watched: an answer of the brand, and Google's verdict on it, move nothing to the
 * top of the list, and a review that was taken away is only missing from it.
 */
export async function keepUp(
  session: Session,
  cursor: Cursor,
): Promise<{ events: InboundEvent[]; total?: number | undefined }> {
  const now = session.now().getTime();
  if (now - cursor.upkeepAt < PAUSE_MS || cursor.reviews.length === 0) return { events: [] };
  const oldest = Math.min(...cursor.reviews.map(([, at]) => at));
  const seen = new Set<string>();
  const events: InboundEvent[] = [];
  const watchedBefore = cursor.reviews.map(([id, at]) => ({ id, at }));
  let page: ReviewPage = { reviews: [] };
  let reached = Infinity;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    page = await readReviews(session, page.nextPageToken ? { pageToken: page.nextPageToken } : {});
    for (const review of page.reviews) seen.add(lastOf(review.name));
    // What was never told is the back-fill's to tell.
    events.push(
      ...changesOf(
        session,
        cursor,
        page.reviews.filter((review) => isWatched(cursor, lastOf(review.name))),
      ),
    );
    reached = Math.min(reached, ...page.reviews.map(changedAt));
    if (!page.nextPageToken) reached = -Infinity;
    if (reached < oldest) break;
  }
  const missing = watchedBefore.filter(({ id, at }) => at > reached && !seen.has(id)).slice(0, MISSING_A_TURN);
  for (const { id } of missing) {
    const { externalId } = session.channel.account;
    const reviewId = `${externalId}/reviews/${id}`;
    // One that changed during the walk may have slipped from page to page.
    if (await readReview(session, reviewId)) continue;
    forget(cursor, id);
    events.push(...goneEvents(reviewId, session.now()));
  }
  cursor.upkeepAt = now;
  return { events, total: page.total };
}

function isWatched(cursor: Cursor, id: string): boolean {
  return cursor.reviews.some(([one]) => one === id);
}
