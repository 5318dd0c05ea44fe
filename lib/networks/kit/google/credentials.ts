import { z } from 'zod';

export const googleCredentials = z.object({
  accessToken: z.string().min(1),
  /** Absent from a token that was obtained elsewhere without it: nothing renews that. */
  refreshToken: z.string().optional(),
  /** When the access token dies, in epoch milliseconds. */
  expiresAt: z.number().optional(),
});
export type GoogleCredentials = z.infer<typeof googleCredentials>;

const AHEAD_MS = 5 * 60_000;

/** An access token lives an hour; the refresh token dies on no day that can be known beforehand. */
export function googleTokenLife({ refreshToken, expiresAt }: GoogleCredentials): {
  expiresAt?: Date;
  refreshAt?: Date;
} {
  if (expiresAt === undefined) return {};
  return refreshToken ? { refreshAt: new Date(expiresAt - AHEAD_MS) } : { expiresAt: new Date(expiresAt) };
}
