'use client';
import { type RefObject, useEffect } from 'react';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { isTaken } from '#components/keys/key-text.ts';
import { readRoute } from '#components/route/route-store.ts';
import { scrollerOf } from '#components/ui/focus/scroller-of.ts';

/** Controls that need the up and down arrows themselves. */
const NEEDS_ARROWS =
  'input, select, video, audio, summary, [role="tab"], [role="radio"], [role="slider"], [role="spinbutton"], [role="combobox"], [role="separator"], [role="grid"], [role="tree"], [aria-haspopup="menu"], [aria-haspopup="listbox"]';

/**
 * The keys of the list that every list has, whether single-key shortcuts are on or off: the up and down arrows move like
 * `j` and `k`, and while no item is open, Home and End go to the list's ends. Where something else scrolls or chooses with
 * the arrows, they are its own.
 */
export function useListKeys(scroller: RefObject<HTMLElement | null>): void {
  const cursor = useListCursor();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const { target } = event;
      if (!(target instanceof Element) || isTaken(target) || target.closest(NEEDS_ARROWS)) return;
      const isInList = scroller.current?.contains(target) ?? false;
      if (!isInList && scrollerOf(target)) return;
      const run = stepOf(event.key, isInList);
      if (!run) return;
      event.preventDefault();
      run();
    };
    const stepOf = (key: string, isInList: boolean): (() => void) | null => {
      if (key === 'ArrowDown') return () => cursor.move(1);
      if (key === 'ArrowUp') return () => cursor.move(-1);
      if (!isInList || readRoute()?.itemId) return null;
      if (key === 'Home') return () => cursor.moveToEnd('first');
      if (key === 'End') return () => cursor.moveToEnd('last');
      return null;
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [cursor, scroller]);
}
