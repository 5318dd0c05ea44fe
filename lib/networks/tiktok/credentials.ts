import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

/** The advertiser's token, from another sign-in; valid until it is revoked. */
const advertiser = z.object({
  id: z.string(),
  token: z.string(),
  /** The ad groups whose comments are read. No endpoint for listing them is documented with the comment endpoints. */
  adgroupIds: z.array(z.string()),
});
export type Advertiser = z.infer<typeof advertiser>;

export const credentialsSchema = z.object({
  /** The account's `open_id`, which is the `business_id` of every call. */
  businessId: z.string(),
  accessToken: z.string(),
  refreshToken: z.string(),
  /** When these tokens were issued, in epoch milliseconds. */
  renewedAt: z.number(),
  /** When the access token expires, in epoch milliseconds. */
  expiresAt: z.number(),
  /** The granted scopes, separated by commas. Absent: unknown, and then no right is denied. */
  scope: z.string().optional(),
  /** The account's country, ISO 3166-1 alpha-2. */
  region: z.string().optional(),
  advertiser: advertiser.optional(),
});

export type TikTokCredentials = z.infer<typeof credentialsSchema>;
export type TikTokChannel = ChannelContext<TikTokCredentials>;

const HOUR_MS = 3_600_000;
/** An access token is valid for a day; the network asks for renewal before that. */
const RENEW_AFTER_MS = 20 * HOUR_MS;
const RENEW_BEFORE_END_MS = 4 * HOUR_MS;

/** Access tokens are valid for 24 hours ("OAuth 2.0 for TikTok accounts"). */
export function tokenLife({ renewedAt, expiresAt }: TikTokCredentials): { expiresAt: Date; refreshAt: Date } {
  const refreshAt = Math.min(renewedAt + RENEW_AFTER_MS, expiresAt - RENEW_BEFORE_END_MS);
  return { expiresAt: new Date(expiresAt), refreshAt: new Date(refreshAt) };
}
