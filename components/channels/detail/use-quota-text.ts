'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';

/** What a rate limit counts, in words. Its id is `what:span` if one thing has several limits, else `what` alone. */
export function useQuotaText(network: string): (allowance: string) => string {
  const t = useTranslations('rateLimits');
  return useCallback(
    (allowance) => {
      const [what = '', span] = allowance.split(':');
      const whatKey = `of.${network}.${what}` as Parameters<typeof t.has>[0]; // checked by `has` on the next line
      if (!t.has(whatKey)) return allowance;
      const spanKey = `spans.${span}` as Parameters<typeof t.has>[0]; // likewise
      return span !== undefined && t.has(spanKey) ? t(spanKey, { what: t(whatKey) }) : t(whatKey);
    },
    [t, network],
  );
}
