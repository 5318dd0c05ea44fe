'use client';
import { useMemo } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useItemList } from '#components/inbox-state/items/list-provider.tsx';

/** Selects rows: one, a range from the last selected one, all loaded ones, or all that match. */
export function useSelection() {
  const { screen } = useInbox();
  const list = useItemList();
  return useMemo(
    () => ({
      toggle(id: string) {
        const selected = new Set(screen.get().selected);
        if (!selected.delete(id)) selected.add(id);
        screen.set({ selected, anchorId: id, isAllSelected: false });
      },
      /** Selects from the anchor to this row, including both. */
      extend(id: string) {
        const { ids } = list.state.get();
        const { anchorId, selected } = screen.get();
        const from = ids.indexOf(anchorId ?? id);
        const to = ids.indexOf(id);
        if (from < 0 || to < 0) return;
        const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
        screen.set({ selected: new Set([...selected, ...range]), anchorId: id, isAllSelected: false });
      },
      shown: () => screen.set({ selected: new Set(list.state.get().ids), isAllSelected: false }),
      matching: () => screen.set({ selected: new Set(list.state.get().ids), isAllSelected: true }),
      none: () => screen.set({ selected: new Set(), anchorId: null, isAllSelected: false }),
    }),
    [screen, list],
  );
}
