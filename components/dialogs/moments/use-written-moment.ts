import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { isMonthFirst } from '#lib/text/moments/is-month-first.ts';
import { parseMoment } from '#lib/text/moments/parse-moment.ts';

/**
 * The moment that the member is writing, in English or French; null while it is not understood.
 * @param hour of a day that is written without one; nine in the morning when absent
 */
export function useWrittenMoment(text: string, now: Date, hour?: number) {
  const locale = useLocale();
  return useMemo(
    () =>
      text.trim() === ''
        ? null
        : parseMoment(text, { now, isMonthFirst: isMonthFirst(locale), ...(hour === undefined ? {} : { hour }) }),
    [text, now, locale, hour],
  );
}
