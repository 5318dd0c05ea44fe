'use client';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { useRenderedAt } from '#components/ui/time/rendered-at.tsx';
import { useIsHydrated } from '#components/ui/use-is-hydrated.ts';

/** `afterwards` is shown once the time is over. */
type Props = { dueAt: string; createdAt: string; onUndo: () => void; afterwards: string };

/** A ring that runs out while a reply can still be undone, and the undo button. */
export function UndoRing({ dueAt, createdAt, onUndo, afterwards }: Props) {
  const t = useTranslations('item.state');
  const [sharpNow, setNow] = useState(() => Date.now());
  // What the server drew is taken over as it is, also where the browser's clock says that the time is over.
  const [isHydrated, renderedAt] = [useIsHydrated(), useRenderedAt()];
  const now = isHydrated ? sharpNow : (renderedAt ?? sharpNow);
  const due = Date.parse(dueAt);
  const whole = Math.max(1, due - Date.parse(createdAt));
  const left = Math.max(0, due - now);
  useEffect(() => {
    if (left === 0) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, [left]);
  if (left === 0) return <span>{afterwards}</span>;
  const around = 2 * Math.PI * 6;
  return (
    <>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden className="-rotate-90 text-voice">
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeOpacity=".2" strokeWidth="2" />
        <circle
          cx="8"
          cy="8"
          r="6"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeDasharray={around}
          suppressHydrationWarning
          strokeDashoffset={around * (1 - left / whole)}
          className="transition-[stroke-dashoffset] duration-250 ease-linear"
        />
      </svg>
      <span className="exact" aria-live="off" suppressHydrationWarning>
        {t('leavesIn', { seconds: Math.ceil(left / 1000) })}
      </span>
      <button
        type="button"
        onClick={onUndo}
        className="h-7 rounded-control px-2 font-medium text-accent-ink hover:bg-hover touch:h-11"
      >
        {t('undo')}
      </button>
    </>
  );
}
