'use client';
import type { MouseEvent, ReactNode } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { matchesFilter } from '#components/inbox-state/items/matches-filter.ts';
import { useRowFailure } from '#components/inbox-state/items/use-row.ts';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { ItemPeople } from '#components/item-facts/item-people.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { useDragItems } from './use-drag-items.ts';
import { useRowContext } from './row-context.ts';
import { rowFacts } from './row-facts.tsx';
import { rowSentence } from './row-sentence.ts';

export type RowHandlers = {
  onOpen: (id: string, options: { movesFocus: boolean }) => void;
  /** The row got the focus from the keyboard. */
  onFocus: (id: string) => void;
  onSelect: (id: string, isRange: boolean) => void;
};

type Props = {
  row: ItemRow;
  isTabStop: boolean;
  isOpen: boolean;
  isSelected: boolean;
  isCompact: boolean;
} & RowHandlers;

/** The text of a row, as a link to its item: one line or three. */
export function RowLink({ row, isTabStop, isOpen, isSelected, isCompact, onOpen, onFocus, onSelect }: Props) {
  const { t, filter, pathOfItem, nameOf, ago, deadlineText, scheduleText, promiseText } = useRowContext();
  const network = useNetwork(row.network).name;
  const { me, name: workspace } = useWorkspace();
  const { spansWorkspaces } = useInbox();
  const brand = spansWorkspaces ? workspace : null;
  const failure = useRowFailure(row.id);
  const hasLeft = !matchesFilter(row, filter, me.memberId);
  const facts = rowFacts(row, { brand, failure, hasLeft, t });
  const name = nameOf(row.contact.name);
  const deadline = deadlineText(row);
  const schedule = scheduleText(row);
  const promise = promiseText(row);
  const drag = useDragItems(row.id);
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (event.shiftKey) onSelect(row.id, true);
    // Enter is a click without a pointer. On a phone the item hides the list.
    else onOpen(row.id, { movesFocus: event.detail === 0 || !window.matchMedia('(min-width: 760px)').matches });
  };
  return (
    <a
      href={pathOfItem(row.id)}
      data-item={row.id}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      {...drag}
      onFocus={(event) => {
        // A row that a click focuses must not be scrolled away under the pointer.
        if (event.currentTarget.matches(':focus-visible')) onFocus(row.id);
      }}
      onClick={onClick}
      className={cx(
        'flex min-w-0 flex-1 pr-3 text-sm outline-none',
        isCompact ? 'items-center gap-2' : 'flex-col justify-center gap-px',
        hasLeft && '**:text-muted',
      )}
    >
      {/* The sentence is what a screen reader says of the row. Ages differ between server and browser. */}
      <span className="sr-only" suppressHydrationWarning>
        {rowSentence(row, { t, brand, name, network, ago, deadline, schedule, promise, failure, hasLeft, isSelected })}
      </span>
      <span aria-hidden className="contents">
        {isCompact ? <CompactText row={row} facts={facts} /> : <ComfortableText row={row} facts={facts} />}
      </span>
    </a>
  );
}

type TextProps = { row: ItemRow; facts: readonly ReactNode[] };

function CompactText({ row, facts }: TextProps) {
  return (
    <>
      <span className="flex w-32 shrink-0">
        <Name row={row} />
      </span>
      <Preview row={row} className="min-w-0 truncate" />
      <span className="ml-auto flex shrink-0 items-center gap-2 text-xs">
        {facts.slice(0, 1)}
        <ItemPeople row={row} size={16} />
        <LastActivity row={row} />
      </span>
    </>
  );
}

function ComfortableText({ row, facts }: TextProps) {
  const handle = shownHandle(row.contact);
  const hasFacts = facts.length > 0;
  return (
    <>
      <span className="flex items-baseline gap-1.5">
        <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
          <Name row={row} />
          {handle ? <BidiText className="min-w-0 shrink-[3] truncate text-xs text-muted">{handle}</BidiText> : null}
        </span>
        <LastActivity row={row} />
      </span>
      <span className={cx('flex', !hasFacts && 'items-end gap-2')}>
        <Preview row={row} className={hasFacts ? 'min-w-0 truncate' : 'line-clamp-2 min-w-0 flex-1'} />
        {hasFacts ? null : <ItemPeople row={row} />}
      </span>
      {hasFacts ? (
        <span className="flex h-4.5 items-center gap-2 text-xs">
          <span className="flex min-w-0 flex-1 items-center gap-2 overflow-hidden">{facts}</span>
          <ItemPeople row={row} />
        </span>
      ) : null}
    </>
  );
}

function Name({ row }: { row: ItemRow }) {
  const { nameOf } = useRowContext();
  return (
    <BidiText className={cx('truncate', row.isUnread ? 'font-semibold' : 'font-medium')}>
      {nameOf(row.contact.name)}
    </BidiText>
  );
}

function Preview({ row, className }: { row: ItemRow; className: string }) {
  const { t } = useRowContext();
  return (
    <span className={cx(className, row.isUnread ? 'text-ink' : 'text-muted', row.deletedAt && 'italic')}>
      {row.previewDirection === 'outbound' ? <span className="text-muted">{t('youWrote')} </span> : null}
      <BidiText lang={row.previewLanguage ?? ''}>{row.preview}</BidiText>
    </span>
  );
}

function LastActivity({ row }: { row: ItemRow }) {
  const { shortTime } = useRowContext();
  return (
    <time
      dateTime={row.lastActivityAt}
      data-tip-at={row.lastActivityAt}
      suppressHydrationWarning
      className="exact shrink-0 text-xs text-muted"
    >
      {shortTime(row.lastActivityAt)}
    </time>
  );
}
