'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { OfferView } from '#lib/items/types.ts';
import { useReasonText } from './use-reason-text.ts';

type Unavailable = Extract<OfferView, { can: false }>;

/** Why an action is not available on a message now, in a sentence. It says since when, if that is known. */
export function useUnavailableText(): (availability: Unavailable, options?: { isPrivate: boolean }) => string {
  const t = useTranslations('item.offer');
  const format = useFormatter();
  const reasonText = useReasonText();
  const span = useDurationText();
  const now = useNow();
  const isHydrated = useIsHydrated();
  return useCallback(
    ({ reason, since }, { isPrivate } = { isPrivate: false }) => {
      // The server's clock and time zone differ from the reader's.
      if (!isHydrated) return reasonText({ reason, detail: null });
      if (reason === 'window_closed' && since !== null) {
        const closed = span(Math.max(60_000, now - Date.parse(since)));
        return t(isPrivate ? 'privateWindowClosed' : 'windowClosed', { span: closed });
      }
      if (reason === 'already_used' && since !== null) {
        return t('alreadyUsed', { at: format.dateTime(new Date(since), { dateStyle: 'medium', timeStyle: 'short' }) });
      }
      return reasonText({ reason, detail: null });
    },
    [t, format, reasonText, span, now, isHydrated],
  );
}
