import type { InboundEvent } from '../../contract.ts';
import { replyEvents, reviewMessage } from '../inbound.ts';
import { replyIdOf, reviewIdOf } from '../names.ts';
import type { Session } from '../calls.ts';
import type { Review } from '../wire.ts';
import { type Cursor, newsOf, watch } from './cursor.ts';

/** The changes in these reviews since they were last read, the oldest first; updates the cursor. */
export function changesOf(session: Session, cursor: Cursor, reviews: readonly Review[]): InboundEvent[] {
  const { account } = session.channel;
  const oldestFirst = reviews.toSorted((one, other) => Date.parse(one.createTime) - Date.parse(other.createTime));
  const reported: InboundEvent[] = [];
  const answers: InboundEvent[] = [];
  for (const review of oldestFirst) {
    const news = newsOf(cursor, review);
    if (news.review) reported.push(reviewMessage(review, account));
    if (!news.reply) continue;
    answers.push(...replyEvents(review, account));
    if (news.hadReply && !review.reviewReply) {
      const externalId = replyIdOf(reviewIdOf(review.name));
      answers.push({ type: 'message_deleted', externalId, deletedAt: session.now() });
    }
  }
  watch(cursor, reviews);
  // An answer has the time of its last change, which does not say where it belongs among the reviews.
  return [...reported, ...answers];
}
