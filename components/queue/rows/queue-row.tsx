'use client';
import { Check } from 'lucide-react';
import { memo, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useRow } from '#components/inbox-state/items/use-row.ts';
import { useAvatar } from '#components/inbox-state/people/use-avatar.ts';
import { NetworkMark } from '#components/networks/network-mark.tsx';
import { Avatar } from '#components/ui/avatar.tsx';
import { cx } from '#components/ui/cx.ts';
import { latePart } from '#components/ui/preload/late-part.tsx';
import type { ItemRow } from '#lib/items/types.ts';
import { useRowContext } from './row-context.ts';
import { type RowHandlers, RowLink } from './row-link.tsx';
import { useRowSwipe } from './use-row-swipe.tsx';

// Loaded when the first row is hovered or focused.
const RowActions = latePart(async () => (await import('./row-actions.tsx')).RowActions);

type Props = RowHandlers & {
  id: string;
  isCursor: boolean;
  isTabStop: boolean;
  isOpen: boolean;
  isSelected: boolean;
  isCompact: boolean;
};

/** One item of the queue. It renders again only when this item changes. */
export const QueueRow = memo(function QueueRow({
  id,
  isCursor,
  isTabStop,
  isOpen,
  isSelected,
  isCompact,
  onOpen,
  onFocus,
  onSelect,
}: Props) {
  const row = useRow(id);
  const [isHovered, setHovered] = useState(false);
  const swipe = useRowSwipe(id, row);
  const { spansWorkspaces } = useInbox();
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
        'group relative h-full touch-pan-y overflow-hidden border-b border-line -outline-offset-2 outline-accent-ink has-[a:focus-visible]:outline-2 forced-colors:outline-[Highlight]',
        isMarked || isCursor ? 'chosen' : 'hover:bg-hover',
        isCursor && !isMarked && 'bg-hover',
      )}
    >
      {spansWorkspaces ? (
        <span
          aria-hidden
          className="absolute inset-y-1.5 left-0 z-1 w-0.75 rounded-r-full bg-voice-fill forced-colors:bg-[CanvasText]"
        />
      ) : null}
      {swipe.reveal}
      <div
        style={swipe.style}
        className={cx('relative flex h-full', swipe.reveal && (isMarked ? 'bg-accent-tint' : 'bg-page'))}
      >
        <SelectBox row={row} isSelected={isSelected} isCompact={isCompact} onSelect={onSelect} />
        <RowLink
          row={row}
          isTabStop={isTabStop}
          isOpen={isOpen}
          isSelected={isSelected}
          isCompact={isCompact}
          onOpen={onOpen}
          onFocus={onFocus}
          onSelect={onSelect}
        />
      </div>
      {isHovered || isCursor ? <RowActions row={row} /> : null}
    </div>
  );
});

type SelectBoxProps = { row: ItemRow; isSelected: boolean; isCompact: boolean } & Pick<RowHandlers, 'onSelect'>;

/** The contact's picture, which is also the checkbox of the selection. */
function SelectBox({ row, isSelected, isCompact, onSelect }: SelectBoxProps) {
  const { t, nameOf } = useRowContext();
  const avatarOf = useAvatar();
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
        <span
          aria-hidden
          className="absolute top-1/2 left-2 filled-mark size-1.5 -translate-y-1/2 rounded-full bg-accent-ink"
        />
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
              ? 'flex bg-accent text-on-accent forced-colors:bg-[CanvasText] forced-colors:text-[Canvas]'
              : 'hidden bg-raised/90 text-soft group-hover/select:flex coarse:group-hover/select:hidden',
          )}
        >
          <Check size={16} strokeWidth={2} />
        </span>
      </span>
    </button>
  );
}
