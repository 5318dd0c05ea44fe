import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  accessToken: z.string().min(1),
  /** Can be used once: each refresh gives a new one. Absent without the scope `offline.access`. */
  refreshToken: z.string().optional(),
  /** When the access token expires, in epoch milliseconds. */
  expiresAt: z.number().optional(),
  /** The granted scopes, separated by spaces, where the network lists them. */
  scope: z.string().optional(),
});

export type XCredentials = z.infer<typeof credentialsSchema>;
export type XChannel = ChannelContext<XCredentials>;
