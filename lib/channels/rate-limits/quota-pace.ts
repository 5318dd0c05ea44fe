import type { AppSettings, Connector, RateLimit, ScheduledUse } from '#lib/networks/contract.ts';
import { fairPause } from './fair-pause.ts';
import { declaredLimit, readLimitUse, readPaces } from './quota-share.ts';
import { type RateLimitOwner, windowOf } from './rate-limits.ts';

const DAY_MS = 24 * 3_600_000;

type Given = { owner: RateLimitOwner; app: AppSettings; now: Date };

/**
 * The shortest pause between pulls with which a day's quota lasts until it is renewed, for all channels that share it: what is
 * left is spread over the rest of the day, instead of being used up by noon.
 * @returns milliseconds; null where there is no such quota, or where it is enough
 */
export async function readQuotaPace(connector: Connector, given: Given): Promise<number | null> {
  let longest: number | null = null;
  for (const use of connector.schedule ?? []) {
    const pause = await pauseFor(use, declaredLimit(connector, use.rateLimit), given);
    if (pause !== null && pause > (longest ?? 0)) longest = pause;
  }
  return longest;
}

async function pauseFor(
  { rateLimit, perDay }: ScheduledUse,
  limit: RateLimit,
  { owner, app, now }: Given,
): Promise<number | null> {
  if (!perDay || !lastsADay(limit)) return null;
  const { max, share, used, resetAt } = await readLimitUse(rateLimit, limit, { owner, app, now });
  if (max === null) return null;
  const sharing = await readPaces(owner);
  const channels = limit.scope === 'app' ? sharing : sharing.filter(({ channelId }) => channelId === owner.channelId);
  const paces = channels.map(({ pullEveryMs }) => pullEveryMs);
  const window = windowOf(limit, now);
  const endsAt = resetAt?.getTime() ?? ('ms' in window ? now.getTime() + window.ms : window.endsAt.getTime());
  const left = max * share - used;
  // The rate limiter itself says until when nothing may be read.
  if (left <= 0) return null;
  return fairPause({ paces, perDay: (everyMs) => perDay(everyMs, app), left, leftMs: endsAt - now.getTime() });
}

/** Shorter windows are waited for where they are used up. */
function lastsADay({ window }: RateLimit): boolean {
  return !('ms' in window) || window.ms >= DAY_MS;
}
