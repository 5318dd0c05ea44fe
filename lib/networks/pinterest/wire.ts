import { z } from 'zod';
import { listOf } from '../kit/entries.ts';

/** "Get user account". */
export const userAccount = z.object({
  id: z.string(),
  username: z.string(),
  business_name: z.string().nullish(),
  profile_image: z.string().optional(),
});
export type UserAccount = z.infer<typeof userAccount>;

/** "Get Pin". Only the lifetime metrics have comments, and older Pins with a picture lack them. */
export const pin = z.object({
  id: z.string(),
  created_at: z.string().refine((at) => !Number.isNaN(Date.parse(at)), 'is no time'),
  title: z.string().nullish(),
  description: z.string().nullish(),
  alt_text: z.string().nullish(),
  media: z
    .object({
      images: z.record(z.string(), z.object({ url: z.string(), width: z.number(), height: z.number() })).optional(),
    })
    .nullish()
    .catch(null),
  pin_metrics: z
    .object({
      lifetime_metrics: z.object({ comment: z.number().optional(), reaction: z.number().optional() }).optional(),
    })
    .nullish()
    .catch(null),
});
export type Pin = z.infer<typeof pin>;

/** "List Pins". */
export const pinList = z.object({ items: listOf(pin), bookmark: z.string().nullish() });

/** "Generate OAuth access token". Lifetimes are seconds. */
export const token = z.object({
  access_token: z.string(),
  expires_in: z.number(),
  refresh_token: z.string().optional(),
  refresh_token_expires_in: z.number().optional(),
  scope: z.string(),
});
