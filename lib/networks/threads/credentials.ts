import { z } from 'zod';
import type { ChannelContext } from '../contract.ts';

const DAY_MS = 24 * 3_600_000;
/** Half of its lifetime: only a valid token that is at least a day old can be renewed. */
const REFRESH_MS = 30 * DAY_MS;

export const credentialsSchema = z.object({
  accessToken: z.string(),
  /** When the token was issued and when it expires, in epoch milliseconds. */
  obtainedAt: z.number(),
  expiresAt: z.number().optional(),
});

export type ThreadsCredentials = z.infer<typeof credentialsSchema>;
export type ThreadsChannel = ChannelContext<ThreadsCredentials>;

/** A token lasts 60 days and can be renewed only while it is valid ("Long-lived access tokens"). */
export function tokenLife({ obtainedAt, expiresAt }: ThreadsCredentials): { expiresAt?: Date; refreshAt: Date } {
  if (expiresAt === undefined) return { refreshAt: new Date(obtainedAt + REFRESH_MS) };
  return { expiresAt: new Date(expiresAt), refreshAt: new Date(expiresAt - REFRESH_MS) };
}
