import { ChevronDown } from 'lucide-react';
import { cx } from '../cx.ts';
import { Icon } from '../icon.tsx';

/** The chevron of a button that unfolds something: it turns when that is open. */
export function FoldIcon({ isOpen, size = 14, className }: { isOpen: boolean; size?: number; className?: string }) {
  return (
    <Icon
      of={ChevronDown}
      size={size}
      className={cx('transition-transform duration-120', isOpen && 'rotate-180', className)}
    />
  );
}
