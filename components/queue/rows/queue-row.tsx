'use client';
import { Check } from 'lucide-react';
import { memo, type MouseEvent, useState } from 'react';
import { useRow, useRowReason } from '#components/inbox-state/inbox-provider.tsx';
import { matches } from '#components/inbox-state/items/matches-filter.ts';
import { shownHandle } from '#components/inbox-state/people/names.ts';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { useNetwork } from '#components/networks/networks-context.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { Words } from '#components/ui/text/bidi-text.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { Holders } from '#components/item-facts/item-people.tsx';
import { rowFacts } from './row-facts.tsx';
import { RowStrip } from './row-actions.tsx';
import { useRowTools } from './row-context.ts';
import { useSwipe } from './use-swipe.tsx';

export type RowHandlers = {
  onOpen: (id: string) => void;
  onSelect: (id: string, isRange: boolean) => void;
};

type Props = RowHandlers & {
  id: string;
  isCursor: boolean;
  isOpen: boolean;
  isSelected: boolean;
  isCompact: boolean;
};

/** One item of the queue. It is drawn again only when this item changes. */
export const QueueRow = memo(function QueueRow({
  id,
  isCursor,
  isOpen,
  isSelected,
  isCompact,
  onOpen,
  onSelect,
}: Props) {
  const row = useRow(id);
  const [isHovered, setHovered] = useState(false);
  const swipe = useSwipe(id);
  if (!row) return null;
  const isMarked = isSelected || isOpen;
  return (
    <div
      {...swipe.handlers}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={() => setHovered(true)}
      onBlur={() => setHovered(false)}
      className={cx(
        'group relative h-full touch-pan-y overflow-hidden border-b border-line has-[a:focus-visible]:inset-ring-2 has-[a:focus-visible]:inset-ring-accent-ink',
        isMarked ? 'bg-accent-tint' : isCursor ? 'bg-hover' : 'hover:bg-hover',
      )}
    >
      {isMarked || isCursor ? (
        <span
          aria-hidden
          className={cx('absolute inset-y-0 left-0 z-1 w-0.5', isMarked ? 'bg-accent-ink' : 'bg-edge')}
        />
      ) : null}
      {swipe.reveal}
      <div style={swipe.style} className="relative flex h-full">
        <SelectBox row={row} isSelected={isSelected} isCompact={isCompact} onSelect={onSelect} />
        <RowLink
          row={row}
          isCursor={isCursor}
          isOpen={isOpen}
          isCompact={isCompact}
          onOpen={onOpen}
          onSelect={onSelect}
        />
      </div>
      {isHovered || isCursor ? <RowStrip row={row} /> : null}
    </div>
  );
});

function SelectBox({
  row,
  isSelected,
  isCompact,
  onSelect,
}: { row: ItemRow; isSelected: boolean; isCompact: boolean } & Pick<RowHandlers, 'onSelect'>) {
  const { t, nameOf, avatarOf } = useRowTools();
  const size = isCompact ? 26 : 36;
  return (
    <button
      type="button"
      role="checkbox"
      tabIndex={-1}
      aria-checked={isSelected}
      aria-label={t('select', { name: nameOf(row.contact.name) })}
      onClick={(event) => onSelect(row.id, event.shiftKey)}
      className="group/select relative flex w-15.5 shrink-0 items-center justify-end pr-2.5"
    >
      {row.isUnread ? (
        <span aria-hidden className="absolute top-1/2 left-2 size-1.5 -translate-y-1/2 rounded-full bg-accent-ink" />
      ) : null}
      <span className="relative">
        <Avatar name={nameOf(row.contact.name)} url={avatarOf(row.contact)} size={size} />
        <span className="absolute -right-1 -bottom-0.5 rounded-[5px] bg-page p-0.5">
          <NetworkMark network={row.network} size={isCompact ? 10 : 12} />
        </span>
        <span
          aria-hidden
          className={cx(
            'absolute inset-0 items-center justify-center rounded-full',
            isSelected
              ? 'flex bg-accent text-on-accent'
              : 'hidden bg-raised/90 text-soft group-hover/select:flex coarse:group-hover/select:hidden',
          )}
        >
          <Check size={16} strokeWidth={2} />
        </span>
      </span>
    </button>
  );
}

type LinkProps = { row: ItemRow; isCursor: boolean; isOpen: boolean; isCompact: boolean } & RowHandlers;

function RowLink({ row, isCursor, isOpen, isCompact, onOpen, onSelect }: LinkProps) {
  const { t, nameOf, shortTime, filter, pathOfItem } = useRowTools();
  const network = useNetwork(row.network).name;
  const handle = shownHandle(row.contact);
  const reason = useRowReason(row.id);
  const { me } = useWorkspace();
  const isForeign = !matches(row, filter, me.memberId);
  const facts = rowFacts(row, reason, isForeign, t);
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    if (event.shiftKey) onSelect(row.id, true);
    else onOpen(row.id);
  };
  const time = (
    <time
      dateTime={row.lastActivityAt}
      data-tip-at={row.lastActivityAt}
      suppressHydrationWarning
      className="exact shrink-0 text-xs text-muted"
    >
      {shortTime(row.lastActivityAt)}
    </time>
  );
  const name = (
    <Words className={cx('truncate', row.isUnread ? 'font-semibold' : 'font-medium')}>{nameOf(row.contact.name)}</Words>
  );
  const preview = (
    <span className={cx('min-w-0 truncate', row.isUnread ? 'text-ink' : 'text-muted', row.deletedAt && 'italic')}>
      {row.previewDirection === 'outbound' ? <span className="text-muted">{t('youWrote')} </span> : null}
      <Words>{row.preview}</Words>
    </span>
  );
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
        isForeign && 'opacity-60',
      )}
    >
      {row.isUnread ? <span className="sr-only">{t('unread')}</span> : null}
      {isCompact ? (
        <>
          <span className="flex w-32 shrink-0">{name}</span>
          {preview}
          <span className="ml-auto flex shrink-0 items-center gap-2 text-xs">
            {facts.slice(0, 1)}
            <Holders row={row} size={16} />
            {time}
          </span>
        </>
      ) : (
        <>
          <span className="flex items-baseline gap-1.5">
            <span className="flex min-w-0 flex-1 items-baseline gap-1.5">
              {name}
              {handle ? <Words className="min-w-0 shrink-[3] truncate text-xs text-muted">{handle}</Words> : null}
            </span>
            {time}
          </span>
          <span className={cx('flex', facts.length === 0 && 'items-end gap-2')}>
            {facts.length > 0 ? (
              preview
            ) : (
              <span
                className={cx(
                  'line-clamp-2 min-w-0 flex-1',
                  row.isUnread ? 'text-ink' : 'text-muted',
                  row.deletedAt && 'italic',
                )}
              >
                {row.previewDirection === 'outbound' ? <span className="text-muted">{t('youWrote')} </span> : null}
                <Words>{row.preview}</Words>
              </span>
            )}
            {facts.length === 0 ? <Holders row={row} /> : null}
          </span>
          {facts.length > 0 ? (
            <span className="flex h-4.5 items-center gap-2 text-xs">
              <span className="flex min-w-0 flex-1 items-center gap-2 overflow-hidden">{facts}</span>
              <Holders row={row} />
            </span>
          ) : null}
        </>
      )}
      <span className="sr-only">{t('kindOn', { kind: t(`kind.${row.kind}`), network })}</span>
    </a>
  );
}
