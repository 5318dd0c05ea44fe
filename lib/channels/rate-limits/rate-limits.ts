import type { RateLimit, AppSettings, Connector } from '#lib/networks/contract.ts';
import { nextMidnight } from '#lib/networks/next-midnight.ts';

/** For the network's clock and the time a call takes: a window counts as ended a second later than it should. */
const MARGIN_MS = 1_000;

/** The share of a rate limit that is kept for writes where its connector says nothing else. */
export const DEFAULT_RESERVE = 0.1;

/** Whose rateLimits a call takes from. */
export type RateLimitOwner = { network: string; channelId: string; networkAppId: string | null };

/** The channel or the workspace's app that a limit belongs to; null for the operator's app. */
export function limitOwnerId({ scope }: RateLimit, owner: RateLimitOwner): string | null {
  return scope === 'channel' ? owner.channelId : owner.networkAppId;
}

/** The key under which all workers together count a rate limit's use. */
export function rateLimitKey(limit: RateLimit, name: string, owner: RateLimitOwner): string {
  return `${owner.network}:${limitOwnerId(limit, owner) ?? 'operator'}:${name}`;
}

/** The quota that the operator set for the app, or that the network publishes. */
export function maxOf({ max, maxOption }: RateLimit, app: AppSettings): number | undefined {
  const set = maxOption === undefined ? 0 : Number(app.options[maxOption]);
  return set > 0 ? set : max;
}

/** How long a window that starts now lasts, or when it ends. */
export function windowOf({ window }: RateLimit, now: Date): { ms: number } | { endsAt: Date } {
  if ('ms' in window) return { ms: window.ms + MARGIN_MS };
  return { endsAt: new Date(nextMidnight(window.untilMidnightIn, now).getTime() + MARGIN_MS) };
}

/** The network's own moment, with our margin. */
export function endOf(resetAt: Date): Date {
  return new Date(resetAt.getTime() + MARGIN_MS);
}

/** All rate limits that a connector declares, by name. */
export function rateLimitsOf(connector: Pick<Connector, 'rateLimits'>): [string, RateLimit][] {
  return Object.entries(connector.rateLimits ?? {});
}
