'use client';
import { useMemo } from 'react';
import { useInbox } from './inbox-provider.tsx';
import { go, readRoute } from '#components/route/route-store.ts';
import { useQueue } from './items/list-provider.tsx';

/** Walking through the list. While an item is open, the item goes along with the cursor. */
export function useWalk() {
  const { desk } = useInbox();
  const queue = useQueue();
  return useMemo(() => {
    const shown = () => {
      const { ids, folding } = queue.state.get();
      return folding.size > 0 ? ids.filter((id) => !folding.has(id)) : ids;
    };
    const place = (id: string | null) => {
      desk.set({ cursorId: id, cursorAt: id ? shown().indexOf(id) : -1 });
      if (readRoute()?.itemId) go({ itemId: id }, { replace: true });
    };
    return {
      move: (steps: 1 | -1) => {
        const ids = shown();
        const at = ids.indexOf(desk.get().cursorId ?? '');
        // A row that left the list leaves its place to go on from.
        const { cursorAt } = desk.get();
        const from = at >= 0 ? at : steps > 0 ? cursorAt - 1 : cursorAt;
        const next = at < 0 && cursorAt < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, from + steps));
        const id = ids[next];
        if (id) place(id);
      },
      open: (id: string) => {
        desk.set({ cursorId: id, cursorAt: shown().indexOf(id) });
        go({ itemId: id });
      },
      /** Goes on to the first row below those that are about to leave, or above when there is none. */
      passBy: (leaving: readonly string[]) => {
        const ids = shown();
        const cursor = desk.get().cursorId;
        if (cursor && !leaving.includes(cursor)) return;
        const gone = new Set(leaving);
        const at = ids.indexOf(cursor ?? leaving[0] ?? '');
        const below = ids.slice(Math.max(0, at)).find((id) => !gone.has(id));
        const above = ids.slice(0, Math.max(0, at)).findLast((id) => !gone.has(id));
        place(below ?? above ?? null);
      },
    };
  }, [desk, queue]);
}
