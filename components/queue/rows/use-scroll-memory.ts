'use client';
import { type RefObject, useCallback, useEffect, useLayoutEffect } from 'react';
import { readRoute } from '#components/route/route-store.ts';
import type { QueueList } from '#components/inbox-state/items/item-list.ts';

const PAGES_AT_MOST = 20;

function keyOf(queue: QueueList): string {
  return `parvis:scroll:${readRoute()?.slug ?? ''}:${JSON.stringify(queue.listing)}`;
}

/** Puts the list back where it was left: on the way back at once, after a reload as soon as enough rows are read. */
export function useScrollMemory(queue: QueueList, scroller: RefObject<HTMLElement | null>): void {
  const goBack = useCallback(() => {
    if (queue.scrollTop > 0) scroller.current?.scrollTo({ top: queue.scrollTop });
  }, [queue, scroller]);
  // Before the paint where the pane stands already, right after it where the pane is as new as its rows.
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: queue.scrollTop });
  }, [queue, scroller]);
  useEffect(goBack, [goBack]);
  useEffect(() => {
    let isLeft = false;
    const restore = async () => {
      const saved = Number(sessionStorage.getItem(keyOf(queue)) ?? 0);
      if (queue.scrollTop > 0 || saved <= 0) return;
      for (let page = 0; page < PAGES_AT_MOST && !isLeft; page += 1) {
        const element = scroller.current;
        if (!element || element.scrollTop > 0) return;
        if (element.scrollHeight - element.clientHeight >= saved || !queue.state.get().nextCursor) {
          element.scrollTo({ top: saved });
          return;
        }
        await queue.loadMore();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    void restore();
    const remember = () => sessionStorage.setItem(keyOf(queue), String(Math.round(queue.scrollTop)));
    window.addEventListener('pagehide', remember);
    return () => {
      isLeft = true;
      window.removeEventListener('pagehide', remember);
    };
  }, [queue, scroller]);
}
