import type { ChannelLimits } from '#lib/channels/types.ts';

const DAY_MS = 24 * 3_600_000;
/** From when on the end of an access is said. */
const AHEAD_MS = 14 * DAY_MS;
/** A renewal planned this shortly before the end is the token's everyday life, and no end. */
const ROUTINE_MS = 2 * DAY_MS;

/** When a channel's access ends, if that is near and nothing is about to renew it; else null. */
export function credentialsEnd(limits: ChannelLimits | null, now: number): string | null {
  if (!limits?.tokenExpiresAt) return null;
  const endsAt = Date.parse(limits.tokenExpiresAt);
  if (endsAt - now > AHEAD_MS) return null;
  const renewsAt = limits.tokenRenewsAt === null ? null : Date.parse(limits.tokenRenewsAt);
  const isRoutine = renewsAt !== null && endsAt > now && endsAt - renewsAt < ROUTINE_MS;
  return isRoutine ? null : limits.tokenExpiresAt;
}
