'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useQueue, useQueueState } from '#components/inbox-state/items/list-provider.tsx';

/** New items may come in by themselves when nobody touched the page for this long, in milliseconds. */
const UNTOUCHED_MS = 4_000;

/**
 * New items never move what is under the cursor: they wait, and come in directly only while the list is at its top,
 * sorted by newest, with nothing selected and nothing touched for some seconds.
 */
export function useWaiting(scroller: RefObject<HTMLElement | null>): void {
  const queue = useQueue();
  const { desk } = useInbox();
  const waiting = useQueueState((state) => state.waiting.size);
  const touchedAt = useRef(0);
  useEffect(() => {
    const touch = () => {
      touchedAt.current = Date.now();
    };
    const kinds = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
    for (const kind of kinds) window.addEventListener(kind, touch, { passive: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, touch);
    };
  }, []);
  useEffect(() => {
    if (waiting === 0) return undefined;
    const look = () => {
      const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
      const isUntouched = Date.now() - touchedAt.current > UNTOUCHED_MS;
      const isFree = desk.get().selected.size === 0 && queue.listing.sort === 'newest';
      if (isAtTop && isUntouched && isFree) queue.letIn();
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [waiting, queue, desk, scroller]);
}
