import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

export const credentialsSchema = z.object({
  /** The Page's own token: it has no date of death where it came from a long-lived one. */
  accessToken: z.string(),
  /** The token of the person who connected the Page, for looking at her tasks; dies after about 60 days. */
  userToken: z.string().optional(),
  /** When the Page's token dies, in epoch milliseconds, where it does. */
  expiresAt: z.number().optional(),
});

export type FacebookCredentials = z.infer<typeof credentialsSchema>;
export type FacebookChannel = ChannelContext<FacebookCredentials>;
