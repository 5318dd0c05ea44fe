'use client';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemAct } from '#components/api/client.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useItemList } from '#components/inbox-state/items/list-provider.tsx';

/** Runs an act on what a dialog was opened for: these items, or everything that matches when all is selected. */
export function useTargets(itemIds: readonly string[]) {
  const { screen } = useInbox();
  const acts = useActs();
  const list = useItemList();
  const isAll = screen.get().isAllSelected && itemIds.length > 1;
  const isSelection = screen.get().selected.size > 0;
  return {
    isAll,
    run: (act: ItemAct, body: Record<string, unknown>, onThese: () => Promise<boolean>) => {
      if (isSelection) screen.set({ selected: new Set(), isAllSelected: false, anchorId: null });
      if (isAll) void acts.onAllMatching(act, body, list);
      else void onThese();
    },
  };
}
