import { z } from 'zod';
import { listOf } from '../kit/entries.ts';

/** The fields of the network's answers that are used; the network keeps adding fields and values. */

export const accountPage = z.object({
  accounts: z.array(z.object({ name: z.string().startsWith('accounts/') })).default([]),
  nextPageToken: z.string().optional(),
});

export const location = z.object({
  /** Without its account: `locations/2`. */
  name: z.string().startsWith('locations/'),
  title: z.string().default(''),
  storeCode: z.string().optional(),
  storefrontAddress: z.object({ locality: z.string().optional() }).optional(),
  metadata: z.object({ mapsUri: z.string().optional(), hasVoiceOfMerchant: z.boolean().optional() }).optional(),
});
export type Location = z.infer<typeof location>;
export const locationPage = z.object({
  locations: z.array(location).default([]),
  nextPageToken: z.string().optional(),
});

const time = z.iso.datetime({ offset: true });

export const reviewReply = z.object({
  comment: z.string().default(''),
  updateTime: time.optional(),
  /** `PENDING`, `APPROVED`, `REJECTED`; absent in old answers. */
  reviewReplyState: z.string().optional(),
  policyViolation: z.string().optional(),
});
export type ReviewReply = z.infer<typeof reviewReply>;

export const review = z.object({
  name: z.string().regex(/locations\/[^/]+\/reviews\/[^/]+$/),
  reviewer: z
    .object({
      profilePhotoUrl: z.string().optional(),
      displayName: z.string().optional(),
      isAnonymous: z.boolean().optional(),
    })
    .optional(),
  starRating: z.string().optional(),
  /** Absent in a rating without text. */
  comment: z.string().default(''),
  createTime: time,
  updateTime: time,
  reviewReply: reviewReply.optional(),
  reviewMediaItems: z
    .array(
      z.object({
        thumbnailUrl: z.string().optional(),
        thumbnailLabel: z.string().optional(),
        videoUrl: z.string().optional(),
      }),
    )
    .optional(),
});
export type Review = z.infer<typeof review>;

export const reviewPage = z.object({
  reviews: listOf(review, 'name').default([]),
  totalReviewCount: z.number().optional(),
  nextPageToken: z.string().optional(),
});

export const nothing = z.unknown();
