import { cx } from './cx.ts';

/** A key or a sequence of keys, as `Ctrl+Enter` or `g i`. */
export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-0.5 align-middle', className)}>
      {keys.split(' ').map((part, index) => (
        <kbd
          key={`${part}${index}`}
          className="outlined-surface inline-flex min-h-4.5 min-w-4.5 items-center justify-center rounded-[4px] bg-current/10 px-1 font-sans text-2xs font-medium"
        >
          {part.split('+').join(' ')}
        </kbd>
      ))}
    </span>
  );
}
