'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_END_PX = 120;
const NEAR_TOP_PX = 400;
/** Room above the first unread message, in pixels. */
const ABOVE_PX = 48;

type Thread = {
  itemId: string;
  firstId: string | undefined;
  lastId: string | undefined;
  hasEarlier: boolean;
  onEarlier: () => Promise<void>;
};

/**
 * A thread opens at its first unread message, else at its end; earlier messages come in above without a jump;
 * who reads the end stays at the end. Until the reader scrolls, the place is kept while pictures and texts find their height.
 */
export function useThreadScroll(
  scroller: RefObject<HTMLElement | null>,
  { itemId, firstId, lastId, hasEarlier, onEarlier }: Thread,
): void {
  const placed = useRef<{ itemId: string; firstId: string | undefined; lastId: string | undefined } | null>(null);
  const fromEnd = useRef(0);
  const isTouched = useRef(false);
  const isLoading = useRef(false);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !lastId) return;
    const before = placed.current;
    placed.current = { itemId, firstId, lastId };
    if (before?.itemId !== itemId) {
      isTouched.current = false;
      place(element);
    } else if (before.firstId !== firstId) {
      element.scrollTo({ top: element.scrollHeight - fromEnd.current });
    } else if (before.lastId !== lastId && fromEnd.current - element.clientHeight < NEAR_END_PX) {
      element.scrollTo({ top: element.scrollHeight });
    }
    fromEnd.current = element.scrollHeight - element.scrollTop;
  }, [scroller, itemId, firstId, lastId]);

  useEffect(() => {
    const element = scroller.current;
    const content = element?.firstElementChild;
    if (!element || !content) return undefined;
    const touch = () => {
      isTouched.current = true;
    };
    const onScroll = () => {
      fromEnd.current = element.scrollHeight - element.scrollTop;
      if (!hasEarlier || !isTouched.current || isLoading.current || element.scrollTop > NEAR_TOP_PX) return;
      isLoading.current = true;
      void onEarlier().finally(() => {
        isLoading.current = false;
      });
    };
    const grown = new ResizeObserver(() => {
      if (!isTouched.current) place(element);
    });
    grown.observe(content);
    grown.observe(element);
    const touches = ['wheel', 'touchmove', 'keydown', 'pointerdown'] as const;
    for (const kind of touches) element.addEventListener(kind, touch, { passive: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      grown.disconnect();
      for (const kind of touches) element.removeEventListener(kind, touch);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, hasEarlier, onEarlier]);
}

function place(element: HTMLElement): void {
  const unread = element.querySelector<HTMLElement>('[data-first-unread]');
  element.scrollTo({
    top: unread ? Math.max(0, unread.offsetTop - element.offsetTop - ABOVE_PX) : element.scrollHeight,
  });
}
