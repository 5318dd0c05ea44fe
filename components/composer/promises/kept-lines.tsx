'use client';
import { useFormatter, useTranslations } from 'next-intl';
import { useNow } from '#components/ui/time/use-now.ts';
import type { PromiseView } from '#lib/items/promises/types.ts';
import { localMoment } from './local-moment.ts';
import type { PromiseHandle } from './use-promise.ts';

/** What is owed on the item and no other reply is to keep, each with a box: this reply keeps it. No box is ticked by itself. */
export function KeptLines({ promises, handle }: { promises: readonly PromiseView[]; handle: PromiseHandle }) {
  const t = useTranslations('promises');
  const format = useFormatter();
  const now = useNow();
  const owed = promises.filter(({ state, keptByActionId }) => state === 'open' && keptByActionId === null);
  if (owed.length === 0) return null;
  return (
    <ul className="px-4 pt-1 text-xs">
      {owed.map(({ id, dueAt }) => {
        const at = format.dateTime(new Date(dueAt), localMoment());
        const isLate = Date.parse(dueAt) <= now;
        return (
          <li key={id}>
            <label className="inline-flex min-h-6 flex-wrap items-center gap-x-1.5 touch:min-h-11">
              <input
                type="checkbox"
                checked={handle.kept.includes(id)}
                onMouseDown={(event) => event.preventDefault()}
                onChange={() => handle.toggleKept(id)}
                className="size-4 accent-(--color-accent-ink)"
              />
              {t('keeps')}
              <span suppressHydrationWarning className={isLate ? 'font-medium text-bad' : 'text-muted'}>
                {t(isLate ? 'late' : 'due', { at })}
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}
