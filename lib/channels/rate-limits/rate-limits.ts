import type { RateLimit, AppSettings, Connector } from '#lib/networks/contract.ts';
import { nextMidnight } from '#lib/networks/next-midnight.ts';

/** The other side's clock and the way there: a span is held to have ended a second later than it should. */
const MARGIN_MS = 1_000;

/** Whose rateLimits a call takes from. */
export type RateLimitOwner = { network: string; channelId: string; networkAppId: string | null };

/** Under which an allowance's use is counted, for all workers together. */
export function rateLimitKey({ scope }: RateLimit, name: string, owner: RateLimitOwner): string {
  return `${owner.network}:${scope === 'channel' ? owner.channelId : (owner.networkAppId ?? 'operator')}:${name}`;
}

/** The quota as the operator knows it for his app, or as the network publishes it. */
export function maxOf({ max, maxOption }: RateLimit, app: AppSettings): number | undefined {
  const set = maxOption === undefined ? 0 : Number(app.options[maxOption]);
  return set > 0 ? set : max;
}

/** How long a span lasts that begins now, or when it ends. */
export function windowOf({ window }: RateLimit, now: Date): { ms: number } | { endsAt: Date } {
  if ('ms' in window) return { ms: window.ms + MARGIN_MS };
  return { endsAt: new Date(nextMidnight(window.untilMidnightIn, now).getTime() + MARGIN_MS) };
}

/** The network's own moment, with our margin. */
export function endOf(resetAt: Date): Date {
  return new Date(resetAt.getTime() + MARGIN_MS);
}

/** All that a connector declares, by name. */
export function rateLimitsOf(connector: Pick<Connector, 'rateLimits'>): [string, RateLimit][] {
  return Object.entries(connector.rateLimits ?? {});
}
