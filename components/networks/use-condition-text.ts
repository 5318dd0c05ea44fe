'use client';
import { useTranslations } from 'next-intl';
import { useReasonText } from '#components/allowed-actions/use-reason-text.ts';

/**
 * A condition of a capability: "under the account’s own posts". The same reason, when it is the cause of a refusal, is said
 * as a fault; here nothing has gone wrong.
 */
export function useConditionText(): (reason: string) => string {
  const t = useTranslations('networks.requires');
  const reasonText = useReasonText();
  return (reason) => {
    const key = reason as Parameters<typeof t>[0]; // checked by `has` on the next line
    return t.has(key) ? t(key) : reasonText({ reason, detail: null });
  };
}
