'use client';
import { useTranslations } from 'next-intl';
import type { MouseEvent, ReactNode } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useName } from '#components/inbox-state/people/use-name.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useHistorySentence } from '#components/item-facts/use-history-sentence.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { PageLink } from '#components/ui/page-parts/page-link.tsx';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import { Timestamp } from '#components/ui/text/timestamp.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import { useDayAndTime } from '#components/ui/text/use-day-and-time.ts';
import type { ChangedLine, DueLine, LineItem, PromisedLine } from '#lib/items/departures/types.ts';
import { isolated, plainLine } from '#lib/plain-text.ts';

type Act = ChangedLine['acts'][number];
type Of<Line> = { line: Line; isStop: boolean };

/** An item that changed: what was done to it, the newest first. */
export function ChangedRow({ line: { item, at, acts, moreActs, messages }, isStop }: Of<ChangedLine>) {
  const t = useTranslations('sinceLeft');
  const sentence = useHistorySentence();
  // That a contact's message reopened it goes without saying beside the message.
  const isPlain = ({ act, member }: Act) => messages > 0 && act === 'reopened' && member === null;
  const shown = acts.filter((act) => !isPlain(act));
  const parts = [
    ...(messages > 0 ? [t('messages', { count: messages })] : []),
    ...shown.map(sentence),
    ...(moreActs > 0 ? [t('moreActs', { count: moreActs })] : []),
  ];
  return (
    <Row item={item} isStop={isStop} side={<Timestamp at={at} className="exact shrink-0 text-xs text-muted" />}>
      {parts.join(' · ')}
    </Row>
  );
}

/** An item that is due, and why. */
export function DueRow({ line: { item, reason, moment }, isStop }: Of<DueLine>) {
  const t = useTranslations('sinceLeft');
  const dayAndTime = useDayAndTime();
  return (
    <Row item={item} isStop={isStop}>
      <span suppressHydrationWarning>{t(`reason.${reason}`, { when: dayAndTime(moment) })}</span>
    </Row>
  );
}

/** An item on which something is owed. */
export function PromisedRow({ line: { item, text, dueAt, count, isPassedOn }, isStop }: Of<PromisedLine>) {
  const t = useTranslations('sinceLeft');
  const promiseText = useTranslations('promises');
  const now = useNow();
  const dayAndTime = useDayAndTime();
  return (
    <Row item={item} isStop={isStop}>
      <span suppressHydrationWarning>
        {t('promise', {
          text: text === '' ? promiseText('wordsErased') : isolated(plainLine(text)),
          when: dayAndTime(dueAt),
          late: now > Date.parse(dueAt) ? 'yes' : 'no',
          more: count - 1,
          passed: isPassedOn ? 'yes' : 'no',
        })}
      </span>
    </Row>
  );
}

/** One item as a link: who wrote, where, the beginning of the text, and what is to say of it. */
function Row({
  item,
  isStop,
  side,
  children,
}: {
  item: LineItem;
  isStop: boolean;
  side?: ReactNode;
  children: ReactNode;
}) {
  const { slug } = useWorkspace();
  const { screen } = useInbox();
  const nameOf = useName();
  const network = useNetwork(item.network).name;
  const open = (event: MouseEvent) => {
    // Enter is a click without a pointer: the focus goes along.
    if (event.detail === 0) screen.set({ focusRequest: 'thread' });
  };
  return (
    <li>
      <PageLink
        href={`/w/${slug}/all/${item.id}`}
        prefetch={false}
        data-row={item.id}
        tabIndex={isStop ? 0 : -1}
        onClick={open}
        className="flex min-h-11 items-start gap-3 rounded-control px-2 py-2 text-sm -outline-offset-2 hover:bg-hover focus-visible:chosen"
      >
        <NetworkMark network={item.network} size={16} className="mt-0.5" />
        <span className="min-w-0 flex-1">
          <span className="flex min-w-0 items-baseline gap-2">
            <BidiText className="max-w-1/2 shrink-0 truncate font-semibold">{nameOf(item.contactName)}</BidiText>
            <span className="sr-only">{network}</span>
            <BidiText className="min-w-0 truncate text-muted">{item.preview}</BidiText>
          </span>
          <span className="block wrap-anywhere text-soft">{children}</span>
        </span>
        {side}
      </PageLink>
    </li>
  );
}
