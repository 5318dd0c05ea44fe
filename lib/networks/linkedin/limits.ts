import type { RateLimit, AppSettings } from '../contract.ts';

/** The most characters of a comment on the website; the API's documentation gives no number. */
export const COMMENT_MAX = 1_250;

/** "Rate limits": each endpoint has its own. */
export const resources = ['organizations', 'posts', 'comments', 'reactions', 'notifications', 'subscriptions'] as const;
export type Resource = (typeof resources)[number];

/** "Rate limits": every limit resets at midnight UTC. */
const window = { untilMidnightIn: 'UTC' } as const;

/**
 * The published quotas of the development tier. Those of the standard tier are shown only in the developer portal and
 * in no header, so such an endpoint is used until the network refuses a call.
 */
export const rateLimits: Readonly<Record<string, RateLimit>> = {
  app_day: { scope: 'app', max: 500, window },
  member_day: { scope: 'channel', max: 100, window },
  ...Object.fromEntries(resources.map((resource): [string, RateLimit] => [resource, { scope: 'channel', window }])),
};

/** What a call costs of each rate limit, in the tier of the operator's app. */
export function costsOf(resource: Resource, app: Pick<AppSettings, 'options'>): Record<string, number> {
  const isStandard = app.options.daily_calls === 'standard';
  return { [resource]: 1, ...(isStandard ? {} : { app_day: 1, member_day: 1 }) };
}
