import type { ChannelAccount, InboundMessage, InboundPost } from '../../contract.ts';
import { authorOf, inboundComment } from '../inbound.ts';
import type { Comment, Recommendation } from '../wire.ts';

/** A recommendation has no id: the id of its story is used, else its author and time. */
export function reviewIdOf(node: Recommendation): string {
  return node.open_graph_story?.id ?? `${node.reviewer?.id ?? 'unknown'}_${node.created_time.getTime() / 1000}`;
}

/** A recommendation, or an older review with stars. The rating is set where the network has one. */
export function inboundReview(node: Recommendation, account: ChannelAccount): InboundMessage {
  const externalId = reviewIdOf(node);
  const variant = variantOf(node.recommendation_type);
  const hasStars = node.rating !== undefined && node.rating >= 1 && node.rating <= 5 && node.has_rating !== false;
  return {
    type: 'message',
    externalId,
    kind: 'review',
    threadExternalId: externalId,
    direction: 'inbound',
    author: authorOf(node.reviewer, externalId),
    postExternalId: account.externalId,
    text: node.review_text ?? '',
    createdAt: node.created_time,
    ...(variant ? { variant } : {}),
    ...(hasStars ? { rating: node.rating } : {}),
    reference: node.open_graph_story ? { is: 'review', story: node.open_graph_story.id } : { is: 'review' },
  };
}

/** A comment under a recommendation's story, by the Page or anybody else. It belongs to the review's item. */
export function commentOnReview(
  node: Comment,
  { story, reviewerId }: { story: string; reviewerId: string | undefined },
  account: ChannelAccount,
): InboundMessage {
  const message = inboundComment(node, { id: story, isOwn: false, authorId: reviewerId }, account);
  return { ...message, kind: 'review', postExternalId: account.externalId, reference: { is: 'review', story } };
}

/** The Page as the place that its reviews are about. */
export function reviewedPlace(account: ChannelAccount): InboundPost {
  return {
    externalId: account.externalId,
    author: account,
    isOwn: true,
    variant: 'place',
    text: account.name,
    ...(account.profileUrl ? { url: account.profileUrl } : {}),
    // The network does not say when a Page was created.
    createdAt: new Date(0),
  };
}

function variantOf(type: string | undefined): 'recommended' | 'not_recommended' | undefined {
  switch ((type ?? '').toLowerCase()) {
    case 'positive':
      return 'recommended';
    case 'negative':
      return 'not_recommended';
    default:
      return undefined;
  }
}
