'use client';
import { type RefObject, useEffect, useRef } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList, useListState } from '#components/inbox-state/items/list-provider.tsx';

/** Waiting items are shown automatically when nobody has touched the page for this long, in milliseconds. */
const UNTOUCHED_MS = 4_000;

/**
 * Shows waiting items automatically when that moves nothing the reader is looking at: the list is scrolled to its top and
 * sorted by newest, nothing is selected, and nobody has touched the page for some seconds.
 */
export function useShowWaiting(scroller: RefObject<HTMLElement | null>): void {
  const list = useItemList();
  const { screen } = useInbox();
  const waiting = useListState((state) => state.waiting.size);
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
    const check = () => {
      const isAtTop = (scroller.current?.scrollTop ?? 0) < 4;
      const isUntouched = Date.now() - touchedAt.current > UNTOUCHED_MS;
      const isFree = screen.get().selected.size === 0 && list.listing.sort === 'newest';
      if (isAtTop && isUntouched && isFree) list.showWaiting();
    };
    check();
    const timer = setInterval(check, 1_000);
    return () => clearInterval(timer);
  }, [waiting, list, screen, scroller]);
}
