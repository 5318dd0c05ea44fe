'use client';
import type { MouseEvent, ReactNode } from 'react';
import { matchesFilter } from '#components/inbox-state/items/matches-filter.ts';
import { useRowFailure } from '#components/inbox-state/items/use-row.ts';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { ItemPeople } from '#components/item-facts/item-people.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { cx } from '#components/ui/cx.ts';
import { BidiText } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { useRowContext } from './row-context.ts';
import { rowFacts } from './row-facts.tsx';

export type RowHandlers = {
  onOpen: (id: string) => void;
  onSelect: (id: string, isRange: boolean) => void;
};

type Props = { row: ItemRow; isCursor: boolean; isOpen: boolean; isCompact: boolean } & RowHandlers;

/** The text of a row, as a link to its item: one line or three. */
export function RowLink({ row, isCursor, isOpen, isCompact, onOpen, onSelect }: Props) {
  const { t, filter, pathOfItem } = useRowContext();
  const network = useNetwork(row.network).name;
  const { me } = useWorkspace();
  const failure = useRowFailure(row.id);
  const hasLeft = !matchesFilter(row, filter, me.memberId);
  const facts = rowFacts(row, { failure, hasLeft, t });
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (event.shiftKey) onSelect(row.id, true);
    else onOpen(row.id);
  };
  return (
    <a
      href={pathOfItem(row.id)}
      data-item={row.id}
      tabIndex={isCursor ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      draggable={false}
      onClick={onClick}
      className={cx(
        'flex min-w-0 flex-1 pr-3 text-sm outline-none',
        isCompact ? 'items-center gap-2' : 'flex-col justify-center gap-px',
        hasLeft && '**:text-muted',
      )}
    >
      {row.isUnread ? <span className="sr-only">{t('unread')}</span> : null}
      {isCompact ? <CompactText row={row} facts={facts} /> : <ComfortableText row={row} facts={facts} />}
      <span className="sr-only">{t('kindOn', { kind: t(`kind.${row.kind}`), network })}</span>
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
