import { useFormatter } from 'next-intl';
import { useCallback } from 'react';
import { useNow } from '#components/ui/time/use-now.ts';

const DAY_MS = 86_400_000;

/**
 * When somebody left: with the day of the week, and with the date too where that was not the last one of its name. The day comes
 * first, so that French needs no article before it.
 * @param at ISO 8601
 */
export function useLeftAt(): (at: string) => string {
  const format = useFormatter();
  const now = useNow();
  return useCallback(
    (at) => {
      const date = new Date(at);
      const day =
        now - date.getTime() < 6 * DAY_MS
          ? ({ weekday: 'long' } as const)
          : ({ weekday: 'long', day: 'numeric', month: 'long' } as const);
      return format.dateTime(date, { ...day, hour: 'numeric', minute: '2-digit' });
    },
    [format, now],
  );
}
