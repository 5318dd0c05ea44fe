import type { ChannelLimits } from '#lib/channels/types.ts';

const DAY_MS = 24 * 3_600_000;
/** The end of credentials is announced this long before. */
const AHEAD_MS = 14 * DAY_MS;
/** Tokens that are renewed this shortly before their end are short-lived ones: their end is not announced. */
const ROUTINE_MS = 2 * DAY_MS;

/** When a channel's credentials expire, if that is soon and they are not renewed automatically; else null. */
export function credentialsEnd(limits: ChannelLimits | null, now: number): string | null {
  if (!limits?.tokenExpiresAt) return null;
  const endsAt = Date.parse(limits.tokenExpiresAt);
  if (endsAt - now > AHEAD_MS) return null;
  const renewsAt = limits.tokenRenewsAt === null ? null : Date.parse(limits.tokenRenewsAt);
  const isRoutine = renewsAt !== null && endsAt > now && endsAt - renewsAt < ROUTINE_MS;
  return isRoutine ? null : limits.tokenExpiresAt;
}
