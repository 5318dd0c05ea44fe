import type { ActionKind, ActionRequest, Receipt } from '../contract.ts';
import { NetworkError } from '../errors.ts';
import { isTooLong } from '../text-length.ts';
import { replyCapability } from './limits.ts';
import { isReplyId, replyIdOf, reviewIdOf, reviewNameOf } from './names.ts';
import { readReview } from './read.ts';
import type { Session } from './calls.ts';
import { nothing, reviewReply } from './wire.ts';

/** One thing the network can be asked to do, and how to check whether it was done. */
type Act = {
  perform: (session: Session, action: ActionRequest) => Promise<Receipt>;
  find: (session: Session, action: ActionRequest) => Promise<Receipt | null>;
};

/**
 * The answer to a review. A review has one answer, so sending the same one again changes nothing, and another text
 * replaces it.
 */
const reply: Act = {
  async perform(session, { target, text, attachments }) {
    if (isTooLong(text, replyCapability)) throw new NetworkError('refused', 'text_too_long');
    if (attachments.length > 0) throw new NetworkError('refused', 'attachment_refused');
    await session.call({
      service: 'reviews',
      method: 'PUT',
      path: `${reviewNameOf(target.threadExternalId, session.place)}/reply`,
      json: { comment: text },
      costs: { edits: 1 },
      schema: reviewReply,
    });
    return { externalId: replyIdOf(reviewIdOf(target.threadExternalId)) };
  },
  async find(session, { target, text }) {
    const review = await readReview(session, target.threadExternalId);
    const isThere = review?.reviewReply && review.reviewReply.comment.trim() === text.trim();
    return isThere ? { externalId: replyIdOf(reviewIdOf(target.threadExternalId)) } : null;
  },
};

const deleteReply: Act = {
  async perform(session, { target }) {
    if (!isReplyId(target.externalId)) throw new NetworkError('refused', 'not_own_message');
    try {
      const path = `${reviewNameOf(target.externalId, session.place)}/reply`;
      await session.call({ service: 'reviews', method: 'DELETE', path, costs: { edits: 1 }, schema: nothing });
    } catch (error) {
      if (!(error instanceof NetworkError) || error.kind !== 'gone') throw error;
    }
    return {};
  },
  async find(session, { target }) {
    if (!isReplyId(target.externalId)) return null;
    const review = await readReview(session, target.externalId);
    return review?.reviewReply ? null : {};
  },
};

const acts: Partial<Record<ActionKind, Act>> = { reply, delete: deleteReply };

/** @throws NetworkError `refused` for what the network does not support */
export function actFor({ kind, itemKind }: Pick<ActionRequest, 'kind' | 'itemKind'>): Act {
  const act = itemKind === 'review' ? acts[kind] : undefined;
  if (!act) throw new NetworkError('refused', 'not_offered', { detail: `${kind} on a ${itemKind}` });
  return act;
}
