'use client';
import { CalendarClock } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';

/** @property at when the first scheduled reply of an item leaves; null: it is held */
type Props = { at: string | null };

/** When a reply leaves that waits for its time. One that is held leaves by itself at no time, and says so. */
export function RowSchedule({ at }: Props) {
  const t = useTranslations('queue');
  return (
    <span
      className={cx('inline-flex shrink-0 items-center gap-0.5', at === null ? 'font-medium text-warn' : 'text-soft')}
    >
      <CalendarClock size={12} strokeWidth={1.5} aria-hidden />{' '}
      {at === null ? t('replyHeld') : <Timestamp at={at} look="full" className="exact" />}
    </span>
  );
}
