'use client';
import { useFormatter, useNow } from 'next-intl';

/** How long ago a moment was; the exact time on hover. The browser's clock may differ a little from the server's. */
export function Ago({ at }: { at: string }) {
  const format = useFormatter();
  const now = useNow({ updateInterval: 60_000 });
  const date = new Date(at);
  return (
    <time
      dateTime={at}
      data-tip={format.dateTime(date, { dateStyle: 'medium', timeStyle: 'short' })}
      suppressHydrationWarning
    >
      {format.relativeTime(date, date > now ? date : now)}
    </time>
  );
}
