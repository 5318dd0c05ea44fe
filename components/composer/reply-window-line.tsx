'use client';
import { ChevronDown } from 'lucide-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useId, useState } from 'react';
import { availabilityOf, replyInWindow } from '#components/allowed-actions/availability.ts';
import { Countdown } from '#components/item-facts/countdown.tsx';
import { deadlineOf } from '#components/item-facts/deadline.ts';
import { cx } from '#components/ui/cx.ts';
import type { ItemRow, MessageView, OfferView } from '#lib/items/types.ts';
import type { ReplyWindow } from '#lib/networks/contract.ts';

type Props = {
  message: MessageView | undefined;
  messages: readonly MessageView[];
  row: ItemRow;
  isPrivate: boolean;
  /** Milliseconds since 1970. */
  now: number;
};

type Open = Extract<OfferView, { can: true }>;

/** How long an answer is possible, as the item's row says it; under which conditions, on demand. Nothing where it always is. */
export function ReplyWindowLine({ message, messages, row, isPrivate, now }: Props) {
  const t = useTranslations('composer.span');
  const detailsId = useId();
  const [isShown, setShown] = useState(false);
  const sentenceOf = useWindowSentence();
  if (!message) return null;
  const availability = availabilityOf(message, isPrivate ? 'privateReply' : 'reply', now);
  const isOnce = isPrivate && row.capabilities.privateReply?.once === true;
  if (!availability.can || (availability.until === null && !isOnce)) return null;
  if (availability.until === null) return <p className="px-4 pt-1 text-xs text-muted">{t('again')}</p>;
  const ofItem = isPrivate ? null : deadlineOf(row, now);
  const isOpen = ofItem !== null && Date.parse(ofItem.at) > now;
  const deadline = isOpen ? ofItem : { at: availability.until, isLimited: false };
  const details = sentenceOf(availability, availability.until, { row, messages, isPrivate });
  return (
    <div className="px-4 pt-1 text-xs text-muted">
      <button
        type="button"
        aria-expanded={isShown}
        aria-controls={detailsId}
        // If the text lost the focus, the composer would fold under the pointer.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setShown(!isShown)}
        className="relative touch-target inline-flex items-center gap-2 rounded-control hover:text-ink touch:min-h-8"
      >
        <Countdown deadline={deadline} />
        {t('details')}
        <ChevronDown size={12} strokeWidth={1.5} aria-hidden className={cx('-ml-1', isShown && 'rotate-180')} />
      </button>
      <p id={detailsId} hidden={!isShown} suppressHydrationWarning className="pb-0.5">
        {[details, isOnce ? t('again') : null].filter(Boolean).join(' · ')}
      </p>
    </div>
  );
}

type Facts = { row: ItemRow; messages: readonly MessageView[]; isPrivate: boolean };

/** Which windows an answer falls into, with their ends, in a sentence. */
function useWindowSentence() {
  const t = useTranslations('composer.span');
  const format = useFormatter();
  const moment = (at: string) => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  /** The sentence that the catalogues have for one of the connector's windows. */
  const ofWindow = (window: string | null, part: 'open' | 'later', values: Record<string, string>) => {
    const key = `windows.${window}.${part}` as Parameters<typeof t.has>[0]; // checked by `has` on the next line
    return window !== null && t.has(key) ? t(key, values) : null;
  };
  return (availability: Open, end: string, { row, messages, isPrivate }: Facts): string => {
    const until = moment(end);
    const allowed = isPrivate ? null : replyInWindow(availability, row, messages);
    if (allowed) return t('limited', { place: allowed.number, max: allowed.max, until });
    const next = isPrivate ? null : nextWindow(row, availability);
    const later = next && row.replyDeadline && ofWindow(next.as, 'later', { until, later: moment(row.replyDeadline) });
    return later ?? ofWindow(availability.as, 'open', { until }) ?? t('open', { until });
  };
}

/** The window that follows the open one: the item's deadline is later where the channel has such a window. */
function nextWindow({ capabilities, replyDeadline }: ItemRow, { as, until }: Open): ReplyWindow | null {
  if (replyDeadline === null || until === null || replyDeadline <= until) return null;
  const { windows = [] } = capabilities.reply ?? {};
  const lengthMs = windows.find((window) => window.as === as)?.forMs ?? Infinity;
  return windows.find(({ since, max, forMs }) => since === 'contact' && max === undefined && forMs > lengthMs) ?? null;
}
