'use client';
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

const NEAR_END_PX = 120;
const NEAR_TOP_PX = 400;
/** Room above the first unread message, in pixels. */
const ABOVE_PX = 48;

/** Sent to the thread when the reader scrolls it with keys that were pressed elsewhere. */
export const READER_SCROLLS = 'reader-scrolls';

type Thread = {
  itemId: string;
  firstId: string | undefined;
  lastId: string | undefined;
  hasEarlier: boolean;
  onEarlier: () => Promise<void>;
};

/**
 * Scrolls a thread: it opens at its first unread message, or else at its end. Earlier messages appear above without a jump,
 * and a reader at the end stays at the end. Until the reader scrolls, it follows pictures and texts that change height.
 */
export function useThreadScroll(
  scroller: RefObject<HTMLElement | null>,
  { itemId, firstId, lastId, hasEarlier, onEarlier }: Thread,
): void {
  const previous = useRef<{ itemId: string; firstId: string | undefined; lastId: string | undefined } | null>(null);
  const fromEnd = useRef(0);
  const isTouched = useRef(false);
  const isLoading = useRef(false);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element || !lastId) return;
    const before = previous.current;
    previous.current = { itemId, firstId, lastId };
    if (before?.itemId !== itemId) {
      isTouched.current = false;
      scrollToStart(element);
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
    const resized = new ResizeObserver(() => {
      if (!isTouched.current) scrollToStart(element);
    });
    resized.observe(content);
    resized.observe(element);
    const touches = ['wheel', 'touchmove', 'keydown', 'pointerdown', READER_SCROLLS];
    for (const kind of touches) element.addEventListener(kind, touch, { passive: true });
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      for (const kind of touches) element.removeEventListener(kind, touch);
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, hasEarlier, onEarlier]);
}

function scrollToStart(element: HTMLElement): void {
  const unread = element.querySelector<HTMLElement>('[data-first-unread]');
  element.scrollTo({
    top: unread ? Math.max(0, unread.offsetTop - element.offsetTop - ABOVE_PX) : element.scrollHeight,
  });
}
