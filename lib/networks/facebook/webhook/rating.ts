import type { FacebookChannel } from '../credentials.ts';
import { authorOf } from '../inbound.ts';
import { inboundReview, reviewedPlace, reviewIdOf } from '../inbound-review.ts';
import type { Recommendation } from '../wire.ts';
import type { Told } from './parse.ts';
import type { RatingValue } from './wire.ts';

/** Somebody recommended the Page or not, changed it, took it back, or commented on it. */
export function readRatingChange(channel: FacebookChannel, value: RatingValue, at: Date): Told {
  const { account } = channel;
  const node = recommendationOf(value, at);
  const externalId = value.comment_id ?? reviewIdOf(node);
  if (value.verb === 'remove' || value.verb === 'delete') {
    return { events: [{ type: 'message_deleted', externalId, deletedAt: at }] };
  }
  const isEdit = value.verb === 'edit' || value.verb === 'edited';
  const review = value.comment_id ? commentOn(channel, value, at) : inboundReview(node, account);
  if (!review) return { events: [] };
  return { events: [isEdit ? { ...review, editedAt: at } : review], posts: [reviewedPlace(account)] };
}

function recommendationOf(value: RatingValue, at: Date): Recommendation {
  const { reviewer_id: id, reviewer_name: name = '', open_graph_story_id: story, rating } = value;
  return {
    created_time: value.created_time ?? at,
    recommendation_type: value.recommendation_type,
    review_text: value.review_text,
    ...(rating === undefined ? {} : { rating, has_rating: true }),
    ...(id ? { reviewer: { id, name } } : {}),
    ...(story ? { open_graph_story: { id: story } } : {}),
  };
}

/** A comment under a recommendation's story. UNVERIFIED which fields say who wrote it and what. */
function commentOn(channel: FacebookChannel, value: RatingValue, at: Date) {
  const { comment_id: externalId, open_graph_story_id: story } = value;
  if (!externalId || !story) return null;
  const { account } = channel;
  const isOutbound = value.from?.id === account.externalId;
  return {
    type: 'message' as const,
    externalId,
    kind: 'review' as const,
    threadExternalId: story,
    direction: isOutbound ? ('outbound' as const) : ('inbound' as const),
    author: isOutbound ? account : authorOf(value.from, externalId),
    ...(isOutbound && value.reviewer_id ? { contactExternalId: value.reviewer_id } : {}),
    parentExternalId: story,
    postExternalId: account.externalId,
    text: value.message ?? value.review_text ?? '',
    createdAt: value.created_time ?? at,
    reference: { is: 'review', story },
  };
}
