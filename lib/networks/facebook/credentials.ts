import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  /** The Page's own token. It does not expire where it was issued for a long-lived one. */
  accessToken: z.string(),
  /** The token of the person who connected the Page, to read their tasks; expires after about 60 days. */
  userToken: z.string().optional(),
  /** When the Page's token expires, in epoch milliseconds; absent where it does not. */
  expiresAt: z.number().optional(),
});

export type FacebookCredentials = z.infer<typeof credentialsSchema>;
export type FacebookChannel = ChannelContext<FacebookCredentials>;
