import type { Place, Reply, Review, World } from './world.ts';

const stars = ['STAR_RATING_UNSPECIFIED', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE'] as const;

export function reviewJson(world: World, review: Review, place: string) {
  const { reply } = review;
  return {
    name: `${place}/reviews/${review.id}`,
    reviewId: review.id,
    reviewer: review.isAnonymous
      ? { isAnonymous: true }
      : {
          displayName: review.fan,
          profilePhotoUrl:
            review.avatarUrl ??
            `https://lh3.googleusercontent.com/a/${encodeURIComponent(review.fan)}=c0x00000000-cc-rp`,
          isAnonymous: false,
        },
    starRating: stars[review.rating] ?? stars[0],
    ...(review.text ? { comment: review.text } : {}),
    createTime: review.createTime.toISOString(),
    updateTime: review.updateTime.toISOString(),
    ...(reply && !reply.isDeleted ? { reviewReply: replyJson(world, reply) } : {}),
    ...(review.imageUrl
      ? { reviewMediaItems: [{ thumbnailUrl: review.imageUrl, thumbnailLabel: '', videoUrl: '' }] }
      : {}),
    reviewReplyUrl: `https://business.google.com/reviews/reply/${review.id}`,
  };
}

export function replyJson(world: World, reply: Reply) {
  const reviewReplyState = world.stateOf(reply);
  return {
    comment: reply.text,
    updateTime: reply.updateTime.toISOString(),
    reviewReplyState,
    ...(reviewReplyState === 'REJECTED' ? { policyViolation: 'ADVERTISING_AND_SOLICITATION' } : {}),
  };
}

export function locationJson({ id, title, storeCode, locality, isVerified }: Place) {
  return {
    name: `locations/${id}`,
    title,
    storeCode,
    storefrontAddress: { regionCode: 'FR', languageCode: 'fr', locality, addressLines: ['4 place du Parvis'] },
    metadata: {
      placeId: `ChIJ${id.slice(0, 16)}`,
      mapsUri: `https://maps.google.com/maps?cid=${id}`,
      newReviewUri: `https://search.google.com/local/writereview?placeid=ChIJ${id.slice(0, 16)}`,
      ...(isVerified ? { hasVoiceOfMerchant: true } : {}),
    },
  };
}
