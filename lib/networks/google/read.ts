import { unlessGone } from '../kit/unless-gone.ts';
import { pageSizes } from './limits.ts';
import { reviewNameOf } from './names.ts';
import type { Session } from './calls.ts';
import { review, reviewPage, type Review } from './wire.ts';

export type ReviewPage = { reviews: Review[]; total?: number | undefined; nextPageToken?: string | undefined };

/** The place's reviews, the last changed first. */
export async function readReviews(
  session: Session,
  { pageToken, size = pageSizes.reviews }: { pageToken?: string; size?: number } = {},
): Promise<ReviewPage> {
  const page = await session.call({
    service: 'reviews',
    path: `${session.place}/reviews`,
    query: { pageSize: size, orderBy: 'updateTime desc', pageToken },
    schema: reviewPage,
  });
  return { reviews: page.reviews, total: page.totalReviewCount, nextPageToken: page.nextPageToken || undefined };
}

/** One review, found by its own id or its answer's. @returns null when it is gone */
export async function readReview(session: Session, id: string): Promise<Review | null> {
  const path = reviewNameOf(id, session.place);
  return await unlessGone(session.call({ service: 'reviews', path, schema: review }));
}

/** When it was last changed, in epoch milliseconds. The brand's answer does not change it. */
export function changedAt({ updateTime }: Review): number {
  return Date.parse(updateTime);
}
