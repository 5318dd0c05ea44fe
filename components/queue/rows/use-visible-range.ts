'use client';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows rendered beyond each edge, so that a fast scroll shows no gap. */
const OVERSCAN = 8;
/** The lower end of the list that toasts may cover, in pixels: the cursor's row and the one after it stay above it. */
export const TOAST_ROOM_PX = 136;
/** Rows rendered until the pane is measured: enough for any screen. */
const FIRST_ROWS = 20;

/**
 * Which rows of a list are visible. All have one height, so the cost is the same for a hundred rows and a million. The range
 * follows a scroll within the same frame, so that no row is missing.
 */
export function useVisibleRange(
  scroller: RefObject<HTMLElement | null>,
  { count, rowPx }: { count: number; rowPx: number },
) {
  const [range, setRange] = useState({ first: 0, last: FIRST_ROWS });

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const first = Math.max(0, Math.floor(element.scrollTop / rowPx) - OVERSCAN);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + OVERSCAN;
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [scroller, rowPx]);

  // Not a layout effect: in the first render, the pane's ref is set after the layout effects of its rows.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = () => flushSync(measure);
    // It also calls back once at the start, before the frame is painted.
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, measure]);

  /** Scrolls just enough to show the whole row. */
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowPx;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top + rowPx > element.scrollTop + element.clientHeight - TOAST_ROOM_PX)
        element.scrollTo({ top: top + rowPx - element.clientHeight + TOAST_ROOM_PX });
    },
    [scroller, rowPx],
  );

  return { first: Math.min(range.first, Math.max(0, count - 1)), last: Math.min(range.last, count), reveal };
}
