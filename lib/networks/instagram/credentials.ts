import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

/** `instagram`: Instagram Login, without a Facebook Page. `facebook`: Facebook Login, through the Page that the account is linked to. */
export const setups = ['instagram', 'facebook'] as const;
export type Setup = (typeof setups)[number];

const DAY_MS = 24 * 3_600_000;
/** Half of its lifetime: only a valid token that is at least a day old can be renewed. */
const REFRESH_MS = 30 * DAY_MS;

export const credentialsSchema = z.object({
  setup: z.enum(setups),
  /** The account's own token (Instagram Login), or the Page's (Facebook Login). */
  accessToken: z.string(),
  /** The linked Page, where there is one. */
  pageId: z.string().optional(),
  /** When the token was issued and when it expires, in epoch milliseconds. A Page's token may never expire. */
  obtainedAt: z.number(),
  expiresAt: z.number().optional(),
});

export type InstagramCredentials = z.infer<typeof credentialsSchema>;
export type InstagramChannel = ChannelContext<InstagramCredentials>;

/** An Instagram token lasts 60 days and can be renewed only while it is valid ("Refresh Access Token"). */
export function tokenLife({ setup, obtainedAt, expiresAt }: InstagramCredentials): {
  expiresAt?: Date;
  refreshAt?: Date;
} {
  return {
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
    ...(setup === 'instagram'
      ? { refreshAt: new Date(expiresAt === undefined ? obtainedAt + REFRESH_MS : expiresAt - REFRESH_MS) }
      : {}),
  };
}
