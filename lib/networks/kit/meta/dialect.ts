import type { Dialect } from '../call.ts';
import { errorCodeOf, graphErrorOf, metaMeanings, type Meanings } from './errors.ts';
import { learnUsage, type UsageAllowances } from './usage.ts';

/** How a Graph API says that something failed, and how much of its allowances is used. */
export function metaDialect({
  meanings = metaMeanings,
  allowances,
}: {
  meanings?: Meanings;
  allowances: UsageAllowances;
}): Dialect {
  return {
    errorOf: (answer, call) => graphErrorOf(answer, call, meanings),
    learn: async (answer, gate, now) => {
      const code = errorCodeOf(answer);
      const isLimited = code !== null && meanings[String(code)]?.[0] === 'rate_limited';
      await learnUsage(answer, allowances, { gate, now, limitedBy: isLimited ? code : null });
    },
  };
}
