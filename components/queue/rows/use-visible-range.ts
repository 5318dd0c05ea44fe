'use client';
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Rows drawn beyond each edge: what a fast wheel uncovers is there before it is seen. */
const OVERSCAN = 8;
/** Until the pane is measured: enough for any first screen. */
const FIRST_ROWS = 20;

/**
 * Which rows of a list are in sight, all of one height: the cost is the same for a hundred rows and a million.
 * A scroll is followed within its own frame, so that no row is ever seen missing.
 */
export function useWindow(scroller: RefObject<HTMLElement | null>, { count, rowPx }: { count: number; rowPx: number }) {
  const [range, setRange] = useState({ first: 0, last: FIRST_ROWS });

  const measure = useCallback(() => {
    const element = scroller.current;
    if (!element) return;
    const first = Math.max(0, Math.floor(element.scrollTop / rowPx) - OVERSCAN);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / rowPx) + OVERSCAN;
    setRange((before) => (before.first === first && before.last === last ? before : { first, last }));
  }, [scroller, rowPx]);

  // Not a layout effect: at the first paint the pane around the rows gets its ref after theirs have run.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = () => flushSync(measure);
    // It also speaks once when it begins, before the frame is painted.
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [scroller, measure]);

  /** Scrolls just so far that a row is wholly in sight. */
  const reveal = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = index * rowPx;
      if (top < element.scrollTop) element.scrollTo({ top });
      else if (top + rowPx > element.scrollTop + element.clientHeight)
        element.scrollTo({ top: top + rowPx - element.clientHeight });
    },
    [scroller, rowPx],
  );

  return { first: Math.min(range.first, Math.max(0, count - 1)), last: Math.min(range.last, count), reveal };
}
