import { cx } from './cx.ts';

/** The place of a text that is on its way. Fades in late, so that what comes quickly never flickers. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-late rounded-[4px] bg-pressed', className)} />;
}
