'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { availabilityOf, replyInWindow } from '#components/allowed-actions/availability.ts';
import { Countdown } from '#components/item-facts/countdown.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

type Props = {
  message: MessageView | undefined;
  messages: readonly MessageView[];
  row: ItemRow;
  isPrivate: boolean;
  /** Milliseconds since 1970. */
  now: number;
};

/** How long the network still accepts a reply, and under which of its rules. Nothing where it always accepts one. */
export function ReplyWindowLine({ message, messages, row, isPrivate, now }: Props) {
  const t = useTranslations('composer.span');
  const format = useFormatter();
  if (!message) return null;
  const availability = availabilityOf(message, isPrivate ? 'privateReply' : 'reply', now);
  const isOnce = isPrivate && row.capabilities.privateReply?.once === true;
  if (!availability.can || (availability.until === null && !isOnce)) return null;
  const allowed = isPrivate ? null : replyInWindow(availability, row, messages);
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const until = availability.until === null ? null : moment(availability.until);
  // The item's deadline is later if a person may still reply after the first window.
  const later = !isPrivate && availability.as === 'response' ? secondWindowEnd(row, availability.until) : null;
  const sentence = () => {
    if (until === null) return null;
    if (allowed) return t('limited', { place: allowed.number, max: allowed.max, until });
    if (later !== null) return t('then', { until, later: moment(later) });
    return t(availability.as === 'human_agent' ? 'human_agent' : 'open', { until });
  };
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-4 pt-1 text-xs text-muted">
      {availability.until === null ? null : <Countdown deadline={availability.until} />}
      <span suppressHydrationWarning>{[sentence(), isOnce ? t('again') : null].filter(Boolean).join(' · ')}</span>
    </p>
  );
}

function secondWindowEnd({ capabilities, replyDeadline }: ItemRow, until: string | null): string | null {
  const hasSecond = capabilities.reply?.windows?.some(({ as }) => as === 'human_agent') ?? false;
  return hasSecond && replyDeadline !== null && until !== null && replyDeadline > until ? replyDeadline : null;
}
