import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token dies, in epoch milliseconds; null when nobody said. */
  expiresAt: z.number().nullable(),
  /** A renewal may bring another one; then this one is not used again. */
  refreshToken: z.string().nullable(),
});

export type SnapchatCredentials = z.infer<typeof credentialsSchema>;
export type SnapchatChannel = ChannelContext<SnapchatCredentials>;

/**
 * Access lasts half an hour to an hour and is renewed when the network takes it no more: nothing here is read so often
 * that renewing ahead would pay. How long a refresh token lives is in no document.
 */
export function tokenLife({ expiresAt, refreshToken }: SnapchatCredentials): { expiresAt?: Date } {
  return expiresAt !== null && !refreshToken ? { expiresAt: new Date(expiresAt) } : {};
}
