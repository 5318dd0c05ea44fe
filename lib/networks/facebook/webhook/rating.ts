import type { InboundMessage } from '../../contract.ts';
import type { FacebookChannel } from '../credentials.ts';
import { commentOnReview, inboundReview, reviewedPlace, reviewIdOf } from '../reviews/inbound.ts';
import type { Recommendation } from '../wire.ts';
import type { Parsed } from './parsed.ts';
import type { RatingValue } from './wire.ts';

/** Somebody recommended the Page or not, changed or withdrew that, or commented on it. */
export function readRatingChange(channel: FacebookChannel, value: RatingValue, at: Date): Parsed {
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

/** A comment under a recommendation's story. UNVERIFIED which fields hold its author and text. */
function commentOn(channel: FacebookChannel, value: RatingValue, at: Date): InboundMessage | null {
  const {
    comment_id: id,
    open_graph_story_id: story,
    reviewer_id: reviewerId,
    from,
    message,
    review_text: text,
  } = value;
  if (!id || !story) return null;
  const node = {
    id,
    message: message ?? text ?? '',
    created_time: value.created_time ?? at,
    ...(from ? { from } : {}),
  };
  return commentOnReview(node, { story, reviewerId }, channel.account);
}
