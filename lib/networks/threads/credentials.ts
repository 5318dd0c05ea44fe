import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

const DAY_MS = 24 * 3_600_000;
/** Half of its life: a token must be a day old to be renewed, and alive. */
const REFRESH_MS = 30 * DAY_MS;

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the token was given and when it dies, in epoch milliseconds. */
  obtainedAt: z.number(),
  expiresAt: z.number().optional(),
});

export type ThreadsCredentials = z.infer<typeof credentialsSchema>;
export type ThreadsChannel = ChannelContext<ThreadsCredentials>;

/** A token lives 60 days and is renewed while it lives; a dead one cannot be ("Long-lived access tokens"). */
export function tokenLife({ obtainedAt, expiresAt }: ThreadsCredentials): { expiresAt?: Date; refreshAt: Date } {
  if (expiresAt === undefined) return { refreshAt: new Date(obtainedAt + REFRESH_MS) };
  return { expiresAt: new Date(expiresAt), refreshAt: new Date(expiresAt - REFRESH_MS) };
}
