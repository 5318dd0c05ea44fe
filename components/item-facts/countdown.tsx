'use client';
import { Hourglass } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { cx } from '#components/ui/cx.ts';
import { useNow } from '#components/ui/use-now.ts';
import { useDurationText } from '#components/ui/text/timestamp.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { type Deadline, deadlineOf } from './deadline.ts';

const HOUR = 3_600_000;

/** How long the network still accepts a reply: grey above four hours, amber below, red in the last hour. */
export function Countdown({ deadline: { at, isLimited } }: { deadline: Deadline }) {
  const t = useTranslations('queue');
  const span = useDurationText();
  const leftMs = Date.parse(at) - useNow();
  return (
    <span
      suppressHydrationWarning
      className={cx(
        'exact inline-flex shrink-0 items-center gap-0.5 font-medium',
        leftMs < HOUR ? 'text-bad' : leftMs < 4 * HOUR ? 'text-warn' : 'text-muted',
      )}
    >
      <Hourglass size={12} strokeWidth={1.5} aria-hidden />
      {leftMs > 0 ? t(isLimited ? 'limitedLeft' : 'left', { span: span(leftMs) }) : t('windowClosed')}
    </span>
  );
}

/** The countdown of an item's row. Nothing where replies are always accepted. */
export function RowCountdown({ row }: { row: ItemRow }) {
  const deadline = deadlineOf(row, useNow());
  return deadline ? <Countdown deadline={deadline} /> : null;
}
