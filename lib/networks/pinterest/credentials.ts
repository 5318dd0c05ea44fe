import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token expires, in epoch milliseconds; null when unknown. */
  expiresAt: z.number().nullable(),
  /** Every renewal returns another one, and this one stops working. */
  refreshToken: z.string().nullable(),
  /** When an unused refresh token expires, in epoch milliseconds; null when unknown. */
  refreshExpiresAt: z.number().nullable(),
  /** The granted scopes; absent for tokens that were obtained elsewhere. */
  scope: z.string().optional(),
});

export type PinterestCredentials = z.infer<typeof credentialsSchema>;
export type PinterestChannel = ChannelContext<PinterestCredentials>;

const RENEW_AHEAD_MS = 5 * 24 * 3_600_000;

/** "Set up authentication": valid for 30 days and renewable for 60, without a limit on renewals. */
export function tokenLife(credentials: PinterestCredentials): { expiresAt?: Date; refreshAt?: Date } {
  const { expiresAt, refreshToken, refreshExpiresAt } = credentials;
  const end = refreshToken ? (refreshExpiresAt ?? expiresAt) : expiresAt;
  return {
    ...(end !== null && { expiresAt: new Date(end) }),
    ...(refreshToken && expiresAt !== null && { refreshAt: new Date(expiresAt - RENEW_AHEAD_MS) }),
  };
}
