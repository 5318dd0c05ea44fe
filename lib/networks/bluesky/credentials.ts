import { z } from 'zod';

export const credentialsSchema = z.object({
  /** Origin of the account's server. */
  service: z.url(),
  did: z.string(),
  appPassword: z.string(),
  accessJwt: z.string(),
  refreshJwt: z.string(),
  /** When these tokens were issued, in epoch milliseconds: of two sets the later one is valid. */
  renewedAt: z.number(),
  /** When the app password was last used to sign in, in epoch milliseconds. */
  signedInAt: z.number(),
});

export type BlueskyCredentials = z.infer<typeof credentialsSchema>;

/** The operator's settings for all channels. */
export type BlueskyOptions = {
  allowPrivate?: boolean;
  /** Replaces scheme and host of every address of the network. */
  serviceUrl?: string;
  timeoutMs?: number;
};
