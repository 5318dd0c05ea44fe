import type { RateLimit, AppSettings, ReplyCapability } from '../contract.ts';

/** The daily quota of the whole project. Source: YouTube Data API, "Quota Calculator" (June 2026). */
const DAILY_UNITS = 10_000;

export const rateLimits = {
  units: {
    scope: 'app',
    max: DAILY_UNITS,
    maxOption: 'daily_units',
    window: { untilMidnightIn: 'America/Los_Angeles' },
    reserve: 0.3,
  },
} as const satisfies Record<string, RateLimit>;

/** What calls cost. A reply is documented as 50 units and, for its part, 2 more: the higher sum is assumed. */
export const prices = { read: 1, insert: 52, change: 50 } as const;

/** The network publishes no limit: 10,000 characters are commonly reported, UNVERIFIED. */
export const replyCapability: ReplyCapability = { maxLength: 10_000, count: 'utf16' };

export const pageSizes = { threads: 100, replies: 100, ids: 50 } as const;

/** The share of a day's units that a channel's history may use: new comments must not wait for it. */
const HISTORY_SHARE = 0.25;

export function historyUnitsADay(app: AppSettings): number {
  const set = Number(app.options.daily_units);
  return (set > 0 ? set : DAILY_UNITS) * HISTORY_SHARE;
}
