import { z } from 'zod';

export const googleCredentials = z.object({
  accessToken: z.string().min(1),
  /** Absent where a token was obtained elsewhere without it: such a token cannot be renewed. */
  refreshToken: z.string().optional(),
  /** When the access token expires, in epoch milliseconds. */
  expiresAt: z.number().optional(),
  /** The granted scopes, separated by spaces, as the latest token came with them. */
  scope: z.string().optional(),
});
export type GoogleCredentials = z.infer<typeof googleCredentials>;

/** The scopes of the latest token; null where it was obtained elsewhere. */
export function grantedScopes({ scope }: GoogleCredentials): string[] | null {
  return scope === undefined ? null : scope.split(' ').filter(Boolean);
}

const AHEAD_MS = 5 * 60_000;

/** An access token is valid for an hour. Nobody can know beforehand when a refresh token stops working. */
export function googleTokenLife({ refreshToken, expiresAt }: GoogleCredentials): {
  expiresAt?: Date;
  refreshAt?: Date;
} {
  if (expiresAt === undefined) return {};
  return refreshToken ? { refreshAt: new Date(expiresAt - AHEAD_MS) } : { expiresAt: new Date(expiresAt) };
}
