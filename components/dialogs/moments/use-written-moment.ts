import { useLocale } from 'next-intl';
import { useMemo } from 'react';
import { isMonthFirst } from './is-month-first.ts';
import { parseMoment } from './parse-moment.ts';

/** The moment that the member is writing, in English or French; null while it is not understood. */
export function useWrittenMoment(text: string, now: Date) {
  const locale = useLocale();
  return useMemo(
    () => (text.trim() === '' ? null : parseMoment(text, { now, isMonthFirst: isMonthFirst(locale) })),
    [text, now, locale],
  );
}
