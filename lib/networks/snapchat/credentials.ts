import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the access token expires, in epoch milliseconds; null when unknown. */
  expiresAt: z.number().nullable(),
  /** A renewal may return another one; then this one is not used again. */
  refreshToken: z.string().nullable(),
  /** The granted scopes; absent for tokens that were obtained elsewhere. */
  scope: z.string().optional(),
});

export type SnapchatCredentials = z.infer<typeof credentialsSchema>;
export type SnapchatChannel = ChannelContext<SnapchatCredentials>;

/**
 * An access token is valid for half an hour to an hour and is renewed when the network refuses it: calls here are too
 * rare for renewing ahead. How long a refresh token is valid is not documented.
 */
export function tokenLife({ expiresAt, refreshToken }: SnapchatCredentials): { expiresAt?: Date } {
  return expiresAt !== null && !refreshToken ? { expiresAt: new Date(expiresAt) } : {};
}
