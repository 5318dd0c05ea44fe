import type { InboundEvent } from '../../contract.ts';
import { unlessUnreadable } from '../../kit/unless-gone.ts';
import { findWatched } from '../../kit/watch-list.ts';
import { goneEvents } from '../inbound.ts';
import { changedAt, readReview, readReviews, type ReviewPage } from '../read.ts';
import { lastOf } from '../names.ts';
import type { Session } from '../calls.ts';
import { changesOf } from './changes.ts';
import { type Cursor, forget } from './cursor.ts';

const PAUSE_MS = 15 * 60_000;
/** Enough pages for all watched reviews. */
const MAX_PAGES = 7;
const MISSING_A_TURN = 20;

/**
 * Reads the watched reviews again. The brand's answer and its moderation do not move a review to the top of the list,
 * and a deleted review is only missing from it.
 */
export async function recheckStored(
  session: Session,
  cursor: Cursor,
): Promise<{ events: InboundEvent[]; total?: number | undefined }> {
  const now = session.now().getTime();
  if (now - cursor.recheckedAt < PAUSE_MS || cursor.reviews.length === 0) return { events: [] };
  const oldest = Math.min(...cursor.reviews.map(({ at }) => at));
  const seen = new Set<string>();
  const events: InboundEvent[] = [];
  const watchedBefore = [...cursor.reviews];
  let page: ReviewPage = { reviews: [] };
  let reached = Infinity;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    page = await readReviews(session, page.nextPageToken ? { pageToken: page.nextPageToken } : {});
    for (const review of page.reviews) seen.add(lastOf(review.name));
    // Reviews that were never reported are left to the back-fill.
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
    // A review that changed meanwhile may have moved to a page that was read before.
    if ((await unlessUnreadable(readReview(session, reviewId))) !== null) continue;
    forget(cursor, id);
    events.push(...goneEvents(reviewId, session.now()));
  }
  cursor.recheckedAt = now;
  return { events, total: page.total };
}

function isWatched(cursor: Cursor, id: string): boolean {
  return findWatched(cursor.reviews, id) !== undefined;
}
