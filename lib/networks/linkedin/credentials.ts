import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token expires, in epoch milliseconds; null when unknown. */
  expiresAt: z.number().nullable(),
  /** Only apps approved for "Programmatic refresh tokens" get one. */
  refreshToken: z.string().nullable(),
  /** When the refresh token expires, in epoch milliseconds; using it does not extend it. Null when unknown. */
  refreshExpiresAt: z.number().nullable(),
  /** The member who granted access, and who can subscribe to notifications. Null when unknown. */
  member: z.string().nullable(),
});

export type LinkedInCredentials = z.infer<typeof credentialsSchema>;
export type LinkedInChannel = ChannelContext<LinkedInCredentials>;

const DAY_MS = 24 * 3_600_000;
const RENEW_AHEAD_MS = 10 * DAY_MS;

/** "Authorization code flow": 60 days. Without a refresh token the member must connect again by then. */
export function tokenLife(credentials: LinkedInCredentials): { expiresAt?: Date; refreshAt?: Date } {
  const { expiresAt, refreshToken, refreshExpiresAt } = credentials;
  const end = refreshToken ? (refreshExpiresAt ?? expiresAt) : expiresAt;
  return {
    ...(end !== null && { expiresAt: new Date(end) }),
    ...(refreshToken && expiresAt !== null && { refreshAt: new Date(expiresAt - RENEW_AHEAD_MS) }),
  };
}
