'use client';
import { type RefObject, useEffect, useLayoutEffect } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useListState } from '#components/inbox-state/items/list-provider.tsx';
import { useStateStore } from '#components/inbox-state/state-store.ts';
import { useListCursor } from '#components/inbox-state/use-list-cursor.ts';
import { addFocusHome } from '#components/ui/focus/focus-home.ts';

/**
 * Gives the focus to the list's current row when that was asked for, and when what had the focus is gone. Without rows (the
 * list is loading or empty) the list itself has it, and the first row gets it when it comes.
 */
export function ListFocus({ list }: { list: RefObject<HTMLElement | null> }) {
  const { screen } = useInbox();
  const cursor = useListCursor();
  const request = useStateStore(screen, (state) => state.focusRequest);
  const ids = useListState((state) => state.ids);
  const folding = useListState((state) => state.folding);

  useEffect(
    () => addFocusHome({ element: () => list.current, enter: () => screen.set({ focusRequest: 'row' }) }),
    [list, screen],
  );

  // Declared after the rows, so that they are in place.
  useLayoutEffect(() => {
    const place = list.current;
    const isWanted = request === 'row';
    if (!place || (!isWanted && document.activeElement !== place)) return;
    if (!place.checkVisibility()) {
      // On a phone the open item hides the list.
      if (isWanted) screen.set({ focusRequest: 'thread' });
      return;
    }
    const row = place.querySelector<HTMLElement>('a[data-item][tabindex="0"]');
    const id = row?.dataset['item'];
    if (isWanted) screen.set({ focusRequest: null });
    (row ?? place).focus({ preventScroll: true });
    if (!id) return;
    cursor.follow(id);
    const { waitingSteps } = screen.get();
    if (waitingSteps === 0) return;
    screen.set({ waitingSteps: 0 });
    cursor.move(waitingSteps);
  }, [request, ids, folding, list, screen, cursor]);
  return null;
}
