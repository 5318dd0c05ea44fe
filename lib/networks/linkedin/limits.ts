import type { RateLimit, AppSettings } from '../contract.ts';

/** Characters of a comment. What the website takes; the API's documents name no number. */
export const COMMENT_MAX = 1_250;

/** "Rate limits": limits are counted by endpoint. */
export const resources = ['organizations', 'posts', 'comments', 'reactions', 'notifications', 'subscriptions'] as const;
export type Resource = (typeof resources)[number];

/** "Rate limits": every limit begins anew at midnight UTC. */
const window = { untilMidnightIn: 'UTC' } as const;

/**
 * The development tier's published quotas. In the standard tier the numbers stand in the developer portal alone and no
 * header tells them, so an endpoint's rate limit is open until the network closes it.
 */
export const rateLimits: Readonly<Record<string, RateLimit>> = {
  app_day: { scope: 'app', max: 500, window },
  member_day: { scope: 'channel', max: 100, window },
  ...Object.fromEntries(resources.map((resource): [string, RateLimit] => [resource, { scope: 'channel', window }])),
};

/** What a call takes of which rate limit, in the tier that the operator's app has. */
export function costsOf(resource: Resource, app: Pick<AppSettings, 'options'>): Record<string, number> {
  const isStandard = app.options.daily_calls === 'standard';
  return { [resource]: 1, ...(isStandard ? {} : { app_day: 1, member_day: 1 }) };
}
