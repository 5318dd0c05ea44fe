'use client';
import { Handshake } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { useNow } from '#components/ui/time/use-now.ts';

/** When the first promise of an item is due: red, and in words, once it is late. */
export function RowPromise({ dueAt }: { dueAt: string }) {
  const t = useTranslations('promises');
  const isLate = Date.parse(dueAt) <= useNow();
  return (
    <span
      suppressHydrationWarning
      className={cx('inline-flex shrink-0 items-center gap-0.5', isLate ? 'font-medium text-bad' : 'text-soft')}
    >
      <Handshake size={12} strokeWidth={1.5} aria-hidden /> {isLate ? t('isLate') : t('short')}{' '}
      <Timestamp at={dueAt} look="full" className="exact" />
    </span>
  );
}
