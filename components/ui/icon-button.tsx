import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';

type Props = Omit<ComponentProps<'button'>, 'aria-label'> & {
  /** The accessible name, also the tooltip. */
  label: string;
  /** The keys that do the same, as the tooltip shows them. */
  keys?: string | undefined;
  /** Why the button can't be used. It stays focusable, so that the reason can be read. */
  reason?: string | undefined;
  size?: 'small' | 'normal';
  icon: ReactNode;
};

export function IconButton({ label, keys, reason, size = 'normal', icon, className, onClick, ...rest }: Props) {
  const isOff = reason !== undefined;
  return (
    <button
      type="button"
      {...rest}
      aria-label={isOff ? `${label}. ${reason}` : label}
      aria-disabled={isOff || undefined}
      data-tip={isOff ? reason : label}
      data-tip-keys={isOff ? undefined : keys}
      onClick={isOff ? undefined : onClick}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-control text-soft transition-colors duration-120',
        size === 'small' ? 'size-6.5' : 'size-8',
        'touch:size-11',
        isOff
          ? 'cursor-not-allowed text-muted [&>svg]:opacity-75'
          : 'hover:bg-hover hover:text-ink aria-expanded:bg-hover aria-expanded:text-ink aria-pressed:chosen-below aria-pressed:text-accent-ink data-pressed:text-accent-ink',
        className,
      )}
    >
      {icon}
    </button>
  );
}
