'use client';
import { useTranslations } from 'next-intl';
import type { ActionView } from '#lib/items/types.ts';

/** Why a network refused, in a sentence that says what to do; the network's own text where we have no sentence. */
export function useReasonText(): (error: ActionView['error'] | { reason: string; detail: string | null }) => string {
  const t = useTranslations('errors.network');
  return (error) => {
    if (!error) return t('rejected');
    const key = error.reason as Parameters<typeof t>[0]; // checked by `has` on the next line
    if (t.has(key)) return t(key);
    return error.detail ?? t('rejected');
  };
}
