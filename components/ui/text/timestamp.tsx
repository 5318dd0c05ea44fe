'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { useNow } from '../time/use-now.ts';
import { durationOf } from './duration.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Props = { at: string; className?: string; look?: 'short' | 'full' };

/** How long ago a moment was, as short as possible; a date if it was more than a week ago. */
export function useShortTime(): (at: string) => string {
  const t = useTranslations('time');
  const format = useFormatter();
  const now = useNow();
  return useCallback(
    (at: string) => {
      const date = new Date(at);
      const passed = Math.max(0, now - date.getTime());
      if (passed < MINUTE) return t('now');
      if (passed < HOUR) return t('minutes', { n: Math.floor(passed / MINUTE) });
      if (passed < DAY) return t('hours', { n: Math.floor(passed / HOUR) });
      if (passed < 7 * DAY) return t('days', { n: Math.floor(passed / DAY) });
      const isThisYear = new Date(now).getFullYear() === date.getFullYear();
      return format.dateTime(date, { day: 'numeric', month: 'short', ...(isThisYear ? {} : { year: 'numeric' }) });
    },
    [t, format, now],
  );
}

/** A moment: how long ago, with the exact time on hover; or in full. */
export function Timestamp({ at, className, look = 'short' }: Props) {
  return look === 'full' ? <Exactly at={at} className={className} /> : <Ago at={at} className={className} />;
}

function Ago({ at, className }: { at: string; className: string | undefined }) {
  const shortTime = useShortTime();
  return (
    <time dateTime={at} data-tip-at={at} suppressHydrationWarning className={className}>
      {shortTime(at)}
    </time>
  );
}

function Exactly({ at, className }: { at: string; className: string | undefined }) {
  const format = useFormatter();
  return (
    <time dateTime={at} suppressHydrationWarning className={className}>
      {format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' })}
    </time>
  );
}

/** Formats a duration: "2 h 40", "46 h", "6 d". */
export function useDurationText(): (ms: number) => string {
  const t = useTranslations('time');
  return useCallback(
    (ms: number) => {
      const { unit, values } = durationOf(ms);
      return t(unit, values);
    },
    [t],
  );
}
