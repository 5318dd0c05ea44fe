import { Skeleton } from '#components/ui/skeleton.tsx';

const lines = Array.from({ length: 10 }, (_, index) => index);

/** Placeholders for rows that are loading. They appear only when loading is slow. */
export function QueueSkeleton() {
  return (
    <div aria-hidden>
      {lines.map((line) => (
        <div key={line} className="flex h-18 items-center gap-2.5 border-b border-line pr-3 pl-4">
          <Skeleton className="size-9 shrink-0 rounded-full" />
          <div className="flex flex-1 flex-col gap-2">
            <Skeleton className="h-3 w-2/5" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  );
}
