import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../cx.ts';

type Props = {
  children: ReactNode;
  /** How the table is sorted by this column; null when it is sorted by another. */
  order: 'ascending' | 'descending' | null;
  onSort: () => void;
  align?: 'left' | 'right';
  className?: string;
};

/** The head of a column by which a table can be sorted. */
export function SortHead({ children, order, onSort, align = 'left', className }: Props) {
  const Arrow = order === 'descending' ? ArrowDown : ArrowUp;
  const arrow = (
    <Arrow
      size={12}
      strokeWidth={1.5}
      aria-hidden
      className={cx('shrink-0', order === null && 'opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60')}
    />
  );
  return (
    <th scope="col" aria-sort={order ?? undefined} className={cx('p-0 font-medium', className)}>
      <button
        type="button"
        onClick={onSort}
        className={cx(
          'group inline-flex h-8 items-center gap-1 text-xs whitespace-nowrap hover:text-ink',
          order ? 'text-ink' : 'text-muted',
        )}
      >
        {align === 'right' ? arrow : null}
        {children}
        {align === 'right' ? null : arrow}
      </button>
    </th>
  );
}
