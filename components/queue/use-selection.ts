'use client';
import { useMemo } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useQueue } from '#components/inbox-state/items/list-provider.tsx';

/** Selecting rows: one, a range from the last one touched, all shown, all that match. */
export function useRangeSelect() {
  const { desk } = useInbox();
  const queue = useQueue();
  return useMemo(
    () => ({
      toggle(id: string) {
        const selected = new Set(desk.get().selected);
        if (!selected.delete(id)) selected.add(id);
        desk.set({ selected, anchorId: id, isAllSelected: false });
      },
      /** Selects from the anchor to this row, both included. */
      extend(id: string) {
        const { ids } = queue.state.get();
        const { anchorId, selected } = desk.get();
        const from = ids.indexOf(anchorId ?? id);
        const to = ids.indexOf(id);
        if (from < 0 || to < 0) return;
        const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
        desk.set({ selected: new Set([...selected, ...range]), anchorId: id, isAllSelected: false });
      },
      shown: () => desk.set({ selected: new Set(queue.state.get().ids), isAllSelected: false }),
      matching: () => desk.set({ selected: new Set(queue.state.get().ids), isAllSelected: true }),
      none: () => desk.set({ selected: new Set(), anchorId: null, isAllSelected: false }),
    }),
    [desk, queue],
  );
}
