import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token dies, in epoch milliseconds; null when nobody said. */
  expiresAt: z.number().nullable(),
  /** Only apps approved for "Programmatic refresh tokens" get one. */
  refreshToken: z.string().nullable(),
  /** Its own end, in epoch milliseconds, which no use puts off; null when nobody said. */
  refreshExpiresAt: z.number().nullable(),
  /** The member who gave access: notifications are hers to subscribe to. Null when the network did not say. */
  member: z.string().nullable(),
});

export type LinkedInCredentials = z.infer<typeof credentialsSchema>;
export type LinkedInChannel = ChannelContext<LinkedInCredentials>;

const DAY_MS = 24 * 3_600_000;
const RENEW_AHEAD_MS = 10 * DAY_MS;

/** "Authorization code flow": 60 days. Without a refresh token the member has to connect anew by then. */
export function tokenLife(credentials: LinkedInCredentials): { expiresAt?: Date; refreshAt?: Date } {
  const { expiresAt, refreshToken, refreshExpiresAt } = credentials;
  const end = refreshToken ? (refreshExpiresAt ?? expiresAt) : expiresAt;
  return {
    ...(end !== null && { expiresAt: new Date(end) }),
    ...(refreshToken && expiresAt !== null && { refreshAt: new Date(expiresAt - RENEW_AHEAD_MS) }),
  };
}
