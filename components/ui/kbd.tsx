import { Fragment } from 'react';
import { cx } from './cx.ts';

type Props = {
  keys: string;
  /** The keys are what the reader came for, not a hint beside something else. */
  isContent?: boolean;
  className?: string;
};

/** A key or a sequence of keys, as `Ctrl+Enter` or `g i`. As a hint it is not drawn on a device that is only touched. */
export function Kbd({ keys, isContent = false, className }: Props) {
  return (
    <span className={cx('inline-flex items-center gap-0.5 align-middle', !isContent && 'keyless:hidden', className)}>
      {keys.split(' ').map((part, index) => (
        <Fragment key={`${part}${index}`}>
          {/* Not seen: for who reads or copies it. */}
          {index > 0 ? ' ' : null}
          <kbd className="outlined-surface inline-flex min-h-4.5 min-w-4.5 items-center justify-center rounded-[4px] bg-current/10 px-1 font-sans text-2xs font-medium">
            {part.split('+').join(' ')}
          </kbd>
        </Fragment>
      ))}
    </span>
  );
}
