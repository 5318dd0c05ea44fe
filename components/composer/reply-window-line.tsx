'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { offerOf, placeInSpan } from '#components/allowed-actions/availability.ts';
import { Countdown } from '#components/item-facts/countdown.tsx';
import type { ItemDetail, ItemRow, MessageView } from '#lib/items/types.ts';

type Props = {
  message: MessageView | undefined;
  detail: ItemDetail;
  row: ItemRow;
  isPrivate: boolean;
  /** Milliseconds since 1970. */
  now: number;
};

/** As what an answer will be sent, and how long the network still takes it. Nothing where it is always taken. */
export function SpanLine({ message, detail, row, isPrivate, now }: Props) {
  const t = useTranslations('composer.span');
  const format = useFormatter();
  if (!message) return null;
  const offer = offerOf(message, isPrivate ? 'privateReply' : 'reply', now);
  const isOnce = isPrivate && row.capabilities.privateReply?.once === true;
  if (!offer.can || (offer.until === null && !isOnce)) return null;
  const allowed = isPrivate ? null : placeInSpan(offer, row, detail.messages);
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const until = offer.until === null ? null : moment(offer.until);
  // The item's deadline is later where a person may still answer once the first span is over.
  const later = !isPrivate && offer.as === 'response' ? laterEnd(row, offer.until) : null;
  const words = () => {
    if (until === null) return null;
    if (allowed) return t('limited', { ...allowed, until });
    if (later !== null) return t('then', { until, later: moment(later) });
    return t(offer.as === 'human_agent' ? 'human_agent' : 'open', { until });
  };
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-4 pt-1 text-xs text-muted">
      {offer.until === null ? null : <Countdown deadline={offer.until} />}
      <span suppressHydrationWarning>{[words(), isOnce ? t('again') : null].filter(Boolean).join(' · ')}</span>
    </p>
  );
}

function laterEnd({ capabilities, replyDeadline }: ItemRow, until: string | null): string | null {
  const isTaken = capabilities.reply?.windows?.some(({ as }) => as === 'human_agent') ?? false;
  return isTaken && replyDeadline !== null && until !== null && replyDeadline > until ? replyDeadline : null;
}
