import type { ChannelAccount, InboundAttachment, InboundEvent, InboundMessage, InboundPost } from '../contract.ts';
import { replyIdOf, reviewerIdOf, reviewIdOf } from './names.ts';
import type { Review } from './wire.ts';

const stars: Readonly<Record<string, number>> = { ONE: 1, TWO: 2, THREE: 3, FOUR: 4, FIVE: 5 };

/** The network's name for a reviewer without one. */
const NAMELESS = 'A Google user';

/** A review as an inbound message. Google puts translations into its text, and they are left there. */
export function reviewMessage(review: Review, account: ChannelAccount): InboundMessage {
  const id = reviewIdOf(review.name);
  const { reviewer, starRating = '' } = review;
  const isNamed = reviewer?.isAnonymous !== true;
  const name = (isNamed && reviewer?.displayName) || NAMELESS;
  const [createdAt, updatedAt] = [new Date(review.createTime), new Date(review.updateTime)];
  const rating = Object.hasOwn(stars, starRating) ? stars[starRating] : undefined;
  const attachments = attachmentsOf(review);
  return {
    type: 'message',
    externalId: id,
    kind: 'review',
    threadExternalId: id,
    direction: 'inbound',
    author: {
      externalId: reviewerIdOf(id),
      handle: name,
      name,
      ...(isNamed && reviewer?.profilePhotoUrl ? { avatarUrl: reviewer.profilePhotoUrl } : {}),
    },
    postExternalId: account.externalId,
    text: review.comment,
    createdAt,
    ...(updatedAt > createdAt ? { editedAt: updatedAt } : {}),
    ...(account.profileUrl ? { url: account.profileUrl } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(rating === undefined ? {} : { rating }),
  };
}

/** The answer to a review, and how the network moderated it. */
export function replyEvents(review: Review, account: ChannelAccount): InboundEvent[] {
  const { reviewReply } = review;
  if (!reviewReply) return [];
  const reviewId = reviewIdOf(review.name);
  const externalId = replyIdOf(reviewId);
  // A rewritten answer keeps its position: the network gives only the time of the last change.
  const at = new Date(reviewReply.updateTime ?? review.updateTime);
  const message: InboundMessage = {
    type: 'message',
    externalId,
    kind: 'review',
    threadExternalId: reviewId,
    direction: 'outbound',
    author: { externalId: account.externalId, handle: account.handle, name: account.name },
    contactExternalId: reviewerIdOf(reviewId),
    parentExternalId: reviewId,
    postExternalId: account.externalId,
    text: reviewReply.comment,
    createdAt: at,
    editedAt: at,
  };
  const state = moderationOf(reviewReply.reviewReplyState);
  const detail = reviewReply.policyViolation;
  if (!state) return [message];
  return [message, { type: 'reply_moderated', externalId, state, ...(detail ? { detail } : {}) }];
}

export function eventsOf(review: Review, account: ChannelAccount): InboundEvent[] {
  return [reviewMessage(review, account), ...replyEvents(review, account)];
}

/** The reviewed place. The network does not say since when it exists. */
export function placeOf(account: ChannelAccount, reviews: number | undefined): InboundPost {
  return {
    externalId: account.externalId,
    author: { externalId: account.externalId, handle: account.handle, name: account.name },
    isOwn: true,
    variant: 'place',
    text: account.name,
    ...(account.profileUrl ? { url: account.profileUrl } : {}),
    createdAt: new Date(0),
    ...(reviews === undefined ? {} : { counts: { replies: reviews } }),
  };
}

/** An unknown moderation state is ignored. */
function moderationOf(state: string | undefined): 'pending' | 'approved' | 'rejected' | null {
  switch (state ?? '') {
    case 'PENDING':
      return 'pending';
    case 'APPROVED':
      return 'approved';
    case 'REJECTED':
      return 'rejected';
    default:
      return null;
  }
}

function attachmentsOf({ reviewMediaItems = [] }: Review): InboundAttachment[] {
  return reviewMediaItems.flatMap(({ thumbnailUrl, thumbnailLabel, videoUrl }): InboundAttachment[] => {
    const altText = thumbnailLabel ? { altText: thumbnailLabel } : {};
    if (videoUrl) {
      return [{ kind: 'video', url: videoUrl, ...(thumbnailUrl ? { previewUrl: thumbnailUrl } : {}), ...altText }];
    }
    return thumbnailUrl ? [{ kind: 'image', url: thumbnailUrl, ...altText }] : [];
  });
}

/** A review that is gone, and its answer with it. */
export function goneEvents(reviewId: string, deletedAt: Date): InboundEvent[] {
  return [reviewId, replyIdOf(reviewId)].map((externalId) => ({ type: 'message_deleted', externalId, deletedAt }));
}
