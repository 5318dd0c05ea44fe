'use client';
import { Hourglass } from 'lucide-react';
import { cx } from '#components/ui/cx.ts';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ItemRow } from '#lib/items/types.ts';
import { type Deadline, deadlineOf } from './deadline.ts';
import { useCountdownText } from './use-countdown-text.ts';

const HOUR = 3_600_000;

/** How long the network still accepts a reply: grey above four hours, amber below, red in the last hour. */
export function Countdown({ deadline }: { deadline: Deadline }) {
  const text = useCountdownText();
  const leftMs = Date.parse(deadline.at) - useNow();
  return (
    <span
      suppressHydrationWarning
      className={cx(
        'exact inline-flex shrink-0 items-center gap-0.5 font-medium',
        leftMs < HOUR ? 'text-bad' : leftMs < 4 * HOUR ? 'text-warn' : 'text-muted',
      )}
    >
      <Hourglass size={12} strokeWidth={1.5} aria-hidden />
      {text(deadline)}
    </span>
  );
}

/** The countdown of an item's row. Nothing where replies are always accepted. */
export function RowCountdown({ row }: { row: ItemRow }) {
  const deadline = deadlineOf(row, useNow());
  return deadline ? <Countdown deadline={deadline} /> : null;
}
