'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useNow } from './use-now.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

type Props = { at: string; className?: string; look?: 'short' | 'full' };

/** A moment: how long ago in the fewest letters, exact on hover. */
export function When({ at, className, look = 'short' }: Props) {
  const t = useTranslations('time');
  const format = useFormatter();
  const now = useNow();
  const date = new Date(at);
  const exact = format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' });
  const passed = Math.max(0, now - date.getTime());
  let text: string;
  if (look === 'full') text = exact;
  else if (passed < MINUTE) text = t('now');
  else if (passed < HOUR) text = t('minutes', { n: Math.floor(passed / MINUTE) });
  else if (passed < DAY) text = t('hours', { n: Math.floor(passed / HOUR) });
  else if (passed < 7 * DAY) text = t('days', { n: Math.floor(passed / DAY) });
  else if (new Date(now).getFullYear() === date.getFullYear())
    text = format.dateTime(date, { day: 'numeric', month: 'short' });
  else text = format.dateTime(date, { day: 'numeric', month: 'short', year: 'numeric' });
  return (
    <time dateTime={at} data-tip={look === 'full' ? undefined : exact} suppressHydrationWarning className={className}>
      {text}
    </time>
  );
}

/** A span in words, rounded to what matters: "2 h 40", "3 d". */
export function useSpan(): (ms: number) => string {
  const t = useTranslations('time');
  return (ms) => {
    if (ms < 1_000) return t('milliseconds', { n: Math.round(ms) });
    if (ms < MINUTE) return t('seconds', { n: Math.round(ms / 1_000) });
    if (ms < HOUR) return t('minutes', { n: Math.floor(ms / MINUTE) });
    if (ms < DAY) {
      const minutes = Math.floor((ms % HOUR) / MINUTE);
      const hours = Math.floor(ms / HOUR);
      return minutes > 0 && hours < 10 ? t('hoursMinutes', { h: hours, m: minutes }) : t('hours', { n: hours });
    }
    return t('days', { n: Math.floor(ms / DAY) });
  };
}
