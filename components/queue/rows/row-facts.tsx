'use client';
import { CircleAlert, Clock, Flag, Paperclip } from 'lucide-react';
import type { useTranslations } from 'next-intl';
import { type ReactNode } from 'react';
import type { ItemRow } from '#lib/items/types.ts';
import { cx } from '#components/ui/cx.ts';
import { When } from '#components/ui/text/timestamp.tsx';
import { Words } from '#components/ui/text/bidi-text.tsx';
import { Countdown } from '#components/item-facts/countdown.tsx';
import { Stars } from '#components/item-facts/stars.tsx';
import { variantText } from '#components/item-facts/use-variant-text.ts';

/** The third line: only what there is to say, in a fixed order. Null when there is nothing. */
export function rowFacts(
  row: ItemRow,
  reason: string | undefined,
  isForeign: boolean,
  t: ReturnType<typeof useTranslations<'queue'>>,
): ReactNode[] {
  const facts: ReactNode[] = [];
  if (reason) {
    return [
      <span key="reason" role="alert" className="truncate font-medium text-bad">
        {reason}
      </span>,
    ];
  }
  if (isForeign) {
    facts.push(
      <span key="status" className="shrink-0 rounded-[3px] bg-pressed px-1 font-medium text-soft">
        {t(`status.${row.status}`)}
      </span>,
    );
  }
  if (row.sendFailed) {
    facts.push(
      <span key="failed" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-bad">
        <CircleAlert size={12} strokeWidth={1.5} aria-hidden /> {t('sendFailed')}
      </span>,
    );
  }
  if (row.replyDeadline && row.status === 'open') facts.push(<Countdown key="deadline" deadline={row.replyDeadline} />);
  if (row.status === 'snoozed' && row.snoozedUntil) {
    facts.push(
      <span key="snooze" className="inline-flex shrink-0 items-center gap-0.5 text-muted">
        <Clock size={12} strokeWidth={1.5} aria-hidden /> <When at={row.snoozedUntil} look="full" className="exact" />
      </span>,
    );
  }
  if (row.rating !== null) facts.push(<Stars key="rating" rating={row.rating} />);
  const variant = variantText(t, row.variant);
  if (variant !== null) {
    const isToDecide = row.variant === 'held' || row.variant === 'spam';
    facts.push(
      <span key="variant" className={cx('shrink-0', isToDecide ? 'font-medium text-warn' : 'text-muted')}>
        {variant}
      </span>,
    );
  }
  if (row.priority > 0) {
    facts.push(
      <span key="priority" className="inline-flex shrink-0 items-center gap-0.5 font-medium text-accent-ink">
        <Flag size={12} strokeWidth={1.5} aria-hidden /> {t('priority')}
      </span>,
    );
  }
  for (const tag of row.tags.slice(0, 2)) {
    facts.push(
      <span key={tag.id} className="max-w-28 truncate text-soft">
        <span className="text-muted">#</span>
        <Words>{tag.name}</Words>
      </span>,
    );
  }
  if (row.tags.length > 2)
    facts.push(
      <span key="more" className="exact text-muted">
        +{row.tags.length - 2}
      </span>,
    );
  if (row.hasAttachments) {
    facts.push(
      <span key="attachments" className="inline-flex shrink-0 items-center text-muted">
        <Paperclip size={12} strokeWidth={1.5} aria-hidden />
        <span className="sr-only">{t('attachments')}</span>
      </span>,
    );
  }
  if (row.deletedAt)
    facts.push(
      <span key="deleted" className="shrink-0 text-muted">
        {t('deleted')}
      </span>,
    );
  else if (row.editedAt)
    facts.push(
      <span key="edited" className="shrink-0 text-muted">
        {t('edited')}
      </span>,
    );
  return facts;
}
