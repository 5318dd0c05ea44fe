'use client';
import { type RefObject, useCallback, useEffect, useLayoutEffect } from 'react';
import { readRoute } from '#components/route/route-store.ts';
import type { ItemList } from '#components/inbox-state/items/item-list.ts';

const PAGE_LIMIT = 20;

function keyOf(list: ItemList): string {
  return `parvis:scroll:${readRoute()?.slug ?? ''}:${JSON.stringify(list.listing)}`;
}

/** Restores the scroll position: at once when a view is shown again, and after a reload when enough rows are loaded. */
export function useScrollMemory(list: ItemList, scroller: RefObject<HTMLElement | null>): void {
  const goBack = useCallback(() => {
    if (list.scrollTop > 0) scroller.current?.scrollTo({ top: list.scrollTop });
  }, [list, scroller]);
  // If the pane is already mounted, before the paint. If it mounts with its rows, right after it.
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: list.scrollTop });
  }, [list, scroller]);
  useEffect(goBack, [goBack]);
  useEffect(() => {
    let isLeft = false;
    const restore = async () => {
      const saved = Number(sessionStorage.getItem(keyOf(list)) ?? 0);
      if (list.scrollTop > 0 || saved <= 0) return;
      for (let page = 0; page < PAGE_LIMIT && !isLeft; page += 1) {
        const element = scroller.current;
        if (!element || element.scrollTop > 0) return;
        if (element.scrollHeight - element.clientHeight >= saved || !list.state.get().nextCursor) {
          element.scrollTo({ top: saved });
          return;
        }
        await list.loadMore();
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    };
    void restore();
    const remember = () => sessionStorage.setItem(keyOf(list), String(Math.round(list.scrollTop)));
    window.addEventListener('pagehide', remember);
    return () => {
      isLeft = true;
      window.removeEventListener('pagehide', remember);
    };
  }, [list, scroller]);
}
