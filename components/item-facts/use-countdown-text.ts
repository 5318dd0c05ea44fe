'use client';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { Deadline } from './deadline.ts';

/** How long the network still accepts a reply, in the words that the row, the composer and a screen reader share. */
export function useCountdownText(): (deadline: Deadline) => string {
  const t = useTranslations('queue');
  const span = useDurationText();
  const now = useNow();
  return useCallback(
    ({ at, isLimited }) => {
      const leftMs = Date.parse(at) - now;
      return leftMs > 0 ? t(isLimited ? 'limitedLeft' : 'left', { span: span(leftMs) }) : t('windowClosed');
    },
    [t, span, now],
  );
}
