import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token dies, in epoch milliseconds; null when nobody said. */
  expiresAt: z.number().nullable(),
  /** Every renewal brings another one, and ends this one. */
  refreshToken: z.string().nullable(),
  /** When that dies unused, in epoch milliseconds; null when nobody said. */
  refreshExpiresAt: z.number().nullable(),
});

export type PinterestCredentials = z.infer<typeof credentialsSchema>;
export type PinterestChannel = ChannelContext<PinterestCredentials>;

const RENEW_AHEAD_MS = 5 * 24 * 3_600_000;

/** "Set up authentication": 30 days, renewable for 60, and so for ever. */
export function tokenLife(credentials: PinterestCredentials): { expiresAt?: Date; refreshAt?: Date } {
  const { expiresAt, refreshToken, refreshExpiresAt } = credentials;
  const end = refreshToken ? (refreshExpiresAt ?? expiresAt) : expiresAt;
  return {
    ...(end !== null && { expiresAt: new Date(end) }),
    ...(refreshToken && expiresAt !== null && { refreshAt: new Date(expiresAt - RENEW_AHEAD_MS) }),
  };
}
