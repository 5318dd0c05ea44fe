import type { RateLimit, AppSettings } from '../contract.ts';

const DAY_MS = 24 * 3_600_000;

/**
 * "Rate limits", "Access tiers". A trial app has 1,000 calls a day in all, a standard app 100 a second for each
 * account. The quota of each category is not documented: only headers give it, where they are sent.
 */
export const rateLimits = {
  trial_day: { scope: 'app', max: 1_000, window: { ms: DAY_MS } },
  account_second: { scope: 'channel', max: 100, window: { ms: 1_000 } },
  org_read: { scope: 'channel', window: { ms: 60_000 } },
} as const satisfies Readonly<Record<string, RateLimit>>;

/** What a read costs of each rate limit, at the access level of the operator's app. */
export function costsOf({ options }: Pick<AppSettings, 'options'>): Record<string, number> {
  return options.access === 'standard' ? { account_second: 1, org_read: 1 } : { trial_day: 1 };
}

/** The rate limit that a refusal is about. */
export function refusedAllowance({ options }: Pick<AppSettings, 'options'>): keyof typeof rateLimits {
  return options.access === 'standard' ? 'org_read' : 'trial_day';
}

/** "List Pins": the most on a page. */
export const PINS_A_PAGE = 250;
