import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

/** The advertiser's half: a token of another sign-in, which lives until it is taken back. */
const advertiser = z.object({
  id: z.string(),
  token: z.string(),
  /** The ad groups whose comments are read. How to list them is not published with the comment endpoints. */
  adgroupIds: z.array(z.string()),
});
export type Advertiser = z.infer<typeof advertiser>;

export const credentialsSchema = z.object({
  /** The account's `open_id`, which is the `business_id` of every call. */
  businessId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** When these tokens were given, in epoch milliseconds. */
  renewedAt: z.number(),
  /** When the access token ends, in epoch milliseconds. */
  expiresAt: z.number(),
  /** What the account granted, separated by commas. Absent: not known, so nothing is held against it. */
  scope: z.string().optional(),
  /** The account's country, ISO 3166-1 alpha-2. */
  region: z.string().optional(),
  advertiser: advertiser.optional(),
});

export type TikTokCredentials = z.infer<typeof credentialsSchema>;
export type TikTokChannel = ChannelContext<TikTokCredentials>;

const HOUR_MS = 3_600_000;
/** An access token lives a day; the network wants it renewed ahead of that. */
const RENEW_AFTER_MS = 20 * HOUR_MS;
const RENEW_BEFORE_END_MS = 4 * HOUR_MS;

/** Access tokens live 24 hours ("OAuth 2.0 for TikTok accounts"). */
export function tokenLife({ renewedAt, expiresAt }: TikTokCredentials): { expiresAt: Date; refreshAt: Date } {
  const refreshAt = Math.min(renewedAt + RENEW_AFTER_MS, expiresAt - RENEW_BEFORE_END_MS);
  return { expiresAt: new Date(expiresAt), refreshAt: new Date(refreshAt) };
}
