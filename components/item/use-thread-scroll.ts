'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_END_PX = 120;
const NEAR_TOP_PX = 400;

type Thread = {
  itemId: string;
  firstId: string | undefined;
  lastId: string | undefined;
  hasEarlier: boolean;
  onEarlier: () => Promise<void>;
};

/**
 * A thread opens at its first unread message, else at its end; earlier messages come in above without a jump;
 * who reads the end stays at the end.
 */
export function useThreadScroll(
  scroller: RefObject<HTMLElement | null>,
  { itemId, firstId, lastId, hasEarlier, onEarlier }: Thread,
): void {
  const placed = useRef<{ itemId: string; firstId: string | undefined; lastId: string | undefined } | null>(null);
  const fromEnd = useRef(0);
  const isLoading = useRef(false);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !lastId) return;
    const before = placed.current;
    placed.current = { itemId, firstId, lastId };
    if (before?.itemId !== itemId) {
      const unread = element.querySelector<HTMLElement>('[data-first-unread]');
      element.scrollTop = unread ? Math.max(0, unread.offsetTop - 48) : element.scrollHeight;
    } else if (before.firstId !== firstId) {
      element.scrollTop = element.scrollHeight - fromEnd.current;
    } else if (before.lastId !== lastId && fromEnd.current - element.clientHeight < NEAR_END_PX) {
      element.scrollTop = element.scrollHeight;
    }
    fromEnd.current = element.scrollHeight - element.scrollTop;
  }, [scroller, itemId, firstId, lastId]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = () => {
      fromEnd.current = element.scrollHeight - element.scrollTop;
      if (!hasEarlier || isLoading.current || element.scrollTop > NEAR_TOP_PX) return;
      isLoading.current = true;
      void onEarlier().finally(() => {
        isLoading.current = false;
      });
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, [scroller, hasEarlier, onEarlier]);
}
