import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';

export type ButtonLook = 'primary' | 'plain' | 'ghost' | 'danger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong disabled:bg-pressed disabled:text-muted',
  plain:
    'bg-raised text-ink inset-ring inset-ring-line hover:bg-hover hover:inset-ring-edge disabled:bg-transparent disabled:text-muted',
  ghost: 'text-soft hover:bg-hover hover:text-ink disabled:text-muted disabled:hover:bg-transparent',
  danger: 'bg-bad-fill text-white hover:brightness-90 disabled:bg-pressed disabled:text-muted',
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: ButtonLook = 'plain', size: 'small' | 'normal' = 'normal'): string {
  return cx(
    'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-control font-medium whitespace-nowrap select-none',
    'transition-colors duration-120 disabled:cursor-not-allowed forced-colors:border forced-colors:border-[ButtonBorder] forced-colors:disabled:border-[GrayText]',
    size === 'small' ? 'h-7 px-2.5 text-sm touch:h-11 touch:px-3.5' : 'h-8 px-3 text-base touch:h-11 touch:px-4',
    looks[look],
  );
}

type Props = ComponentProps<'button'> & {
  look?: ButtonLook;
  size?: 'small' | 'normal';
  /** Shows a spinner and refuses clicks. */
  isBusy?: boolean;
  icon?: ReactNode;
};

export function Button({ look = 'plain', size = 'normal', isBusy = false, icon, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      // A disabled button would lose the focus.
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? (event) => event.preventDefault() : rest.onClick}
      className={cx(buttonClass(look, size), 'aria-busy:cursor-progress', className)}
    >
      {isBusy ? <Spinner /> : icon}
      {children}
    </button>
  );
}
