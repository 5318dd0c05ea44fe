import type { Dialect } from '../call.ts';
import { errorCodeOf, graphErrorOf, metaMeanings, type Meanings } from './errors.ts';
import { learnUsage, type UsageRateLimits } from './usage.ts';

/** How a Graph API reports errors and the usage of its rate limits. */
export function metaDialect({
  meanings = metaMeanings,
  rateLimits,
}: {
  meanings?: Meanings;
  rateLimits: UsageRateLimits;
}): Dialect {
  return {
    errorOf: (answer, call) => graphErrorOf(answer, call, meanings),
    learn: async (answer, rateLimiter, now) => {
      const code = errorCodeOf(answer);
      const isLimited = code !== null && meanings[String(code)]?.[0] === 'rate_limited';
      await learnUsage(answer, rateLimits, { rateLimiter, now, limitedBy: isLimited ? code : null });
    },
  };
}
