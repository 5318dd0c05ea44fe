'use client';
import { useMemo } from 'react';
import { navigate, readRoute } from '#components/route/route-store.ts';
import { useInbox } from './inbox-provider.tsx';
import { useItemList } from './items/list-provider.tsx';

/** Moves the cursor through the list, and the focus with it. While an item is open, the open item moves along. */
export function useListCursor() {
  const { screen } = useInbox();
  const list = useItemList();
  return useMemo(() => {
    const shown = () => {
      const { ids, folding } = list.state.get();
      return folding.size > 0 ? ids.filter((id) => !folding.has(id)) : ids;
    };
    const moveTo = (id: string | null) => {
      screen.set({ cursorId: id, cursorIndex: id ? shown().indexOf(id) : -1, focusRequest: 'row' });
      if (readRoute()?.itemId) navigate({ itemId: id }, { replace: true });
    };
    return {
      move: (steps: number) => {
        if (list.state.get().phase === 'loading') {
          screen.set({ waitingSteps: screen.get().waitingSteps + steps });
          return;
        }
        const ids = shown();
        const at = ids.indexOf(screen.get().cursorId ?? '');
        // If the cursor's row left the list, go on from where it was.
        const { cursorIndex } = screen.get();
        const from = at >= 0 ? at : steps > 0 ? cursorIndex - 1 : cursorIndex;
        const next = at < 0 && cursorIndex < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, from + steps));
        const id = ids[next];
        if (id) moveTo(id);
      },
      moveToEnd: (end: 'first' | 'last') => {
        const id = shown().at(end === 'first' ? 0 : -1);
        if (id) moveTo(id);
      },
      /** The row got the focus by itself, for example with the Tab key. */
      follow: (id: string) => {
        if (screen.get().cursorId !== id) screen.set({ cursorId: id, cursorIndex: shown().indexOf(id) });
      },
      /** @param movesFocus whether the focus goes into the item's thread; else it stays on the row */
      open: (id: string, { movesFocus }: { movesFocus: boolean }) => {
        screen.set({
          cursorId: id,
          cursorIndex: shown().indexOf(id),
          focusRequest: movesFocus ? 'thread' : null,
        });
        navigate({ itemId: id });
      },
      /** Moves to the first row below those that are about to leave, or above them when there is none. */
      advancePast: (leaving: readonly string[]) => {
        const ids = shown();
        const cursor = screen.get().cursorId;
        if (cursor && !leaving.includes(cursor)) return;
        const gone = new Set(leaving);
        const at = ids.indexOf(cursor ?? leaving[0] ?? '');
        const below = ids.slice(Math.max(0, at)).find((id) => !gone.has(id));
        const above = ids.slice(0, Math.max(0, at)).findLast((id) => !gone.has(id));
        moveTo(below ?? above ?? null);
      },
    };
  }, [screen, list]);
}
