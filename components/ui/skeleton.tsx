import { cx } from './cx.ts';

/** A placeholder for a text that is loading. It fades in late, so that a quick load does not flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-late rounded-[4px] bg-pressed', className)} />;
}

const widths = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4', 'w-1/2'];

/** In the place of a list that is loading: a line for each of its rows. What it stands for is said once, for ears. */
export function LinesSkeleton({ lines = 5, label }: { lines?: number; label?: string }) {
  return (
    <div aria-busy="true" className="flex flex-col">
      {label ? (
        <span role="status" className="sr-only">
          {label}
        </span>
      ) : null}
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden className="flex h-12 flex-col justify-center gap-2">
          <Skeleton className={cx('h-3', widths[line % widths.length])} />
          <Skeleton className="h-2.5 w-24" />
        </div>
      ))}
    </div>
  );
}
