import type { InboundEvent } from '../../contract.ts';
import { replyEvents, reviewMessage } from '../inbound.ts';
import { replyIdOf, reviewIdOf } from '../names.ts';
import type { Session } from '../calls.ts';
import type { Review } from '../wire.ts';
import { type Cursor, newsOf, watch } from './cursor.ts';

/** What is new or other in these reviews than what was told, the oldest first, and remembers it. */
export function changesOf(session: Session, cursor: Cursor, reviews: readonly Review[]): InboundEvent[] {
  const { account } = session.channel;
  const oldestFirst = reviews.toSorted((one, other) => Date.parse(one.createTime) - Date.parse(other.createTime));
  const told: InboundEvent[] = [];
  const answers: InboundEvent[] = [];
  for (const review of oldestFirst) {
    const news = newsOf(cursor, review);
    if (news.review) told.push(reviewMessage(review, account));
    if (!news.reply) continue;
    answers.push(...replyEvents(review, account));
    if (news.hadReply && !review.reviewReply) {
      const externalId = replyIdOf(reviewIdOf(review.name));
      answers.push({ type: 'message_deleted', externalId, deletedAt: session.now() });
    }
  }
  watch(cursor, reviews);
  // An answer carries the time of its last writing, which says nothing of its place among the reviews.
  return [...told, ...answers];
}
