import { cx } from './cx.ts';

/** A placeholder for a text that is loading. It fades in late, so that a quick load does not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-late rounded-[4px] bg-pressed', className)} />;
}
