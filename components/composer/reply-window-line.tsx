'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { availabilityOf, replyInWindow } from '#components/allowed-actions/availability.ts';
import { Countdown } from '#components/item-facts/countdown.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';
import type { ReplyWindow } from '#lib/networks/contract.ts';

type Props = {
  message: MessageView | undefined;
  messages: readonly MessageView[];
  row: ItemRow;
  isPrivate: boolean;
  /** Milliseconds since 1970. */
  now: number;
};

/** In which reply window an answer will be sent, and how long the window stays open. Nothing where there is no window. */
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
  /** The sentence that the catalogues have for one of the connector's windows. */
  const sentenceOf = (window: string | null, part: 'open' | 'later', values: Record<string, string>) => {
    const key = `windows.${window}.${part}` as Parameters<typeof t.has>[0]; // checked by `has` on the next line
    return window !== null && t.has(key) ? t(key, values) : null;
  };
  const sentence = () => {
    if (until === null) return null;
    if (allowed) return t('limited', { place: allowed.number, max: allowed.max, until });
    const next = isPrivate ? null : nextWindow(row, availability);
    const later =
      next && row.replyDeadline && sentenceOf(next.as, 'later', { until, later: moment(row.replyDeadline) });
    return later ?? sentenceOf(availability.as, 'open', { until }) ?? t('open', { until });
  };
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-4 pt-1 text-xs text-muted">
      {availability.until === null ? null : <Countdown deadline={availability.until} />}
      <span suppressHydrationWarning>{[sentence(), isOnce ? t('again') : null].filter(Boolean).join(' · ')}</span>
    </p>
  );
}

/** The window that follows the open one: the item's deadline is later where the channel has such a window. */
function nextWindow(
  { capabilities, replyDeadline }: ItemRow,
  { as, until }: { as: string | null; until: string | null },
): ReplyWindow | null {
  if (replyDeadline === null || until === null || replyDeadline <= until) return null;
  const { windows = [] } = capabilities.reply ?? {};
  const lengthMs = windows.find((window) => window.as === as)?.forMs ?? Infinity;
  return windows.find(({ since, max, forMs }) => since === 'contact' && max === undefined && forMs > lengthMs) ?? null;
}
