'use client';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemAct } from '#components/api/client.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useQueue } from '#components/inbox-state/items/list-provider.tsx';

/** Runs an act on what a window was opened for: the items named, or all that match when everything was selected. */
export function useTargets(itemIds: readonly string[]) {
  const { desk } = useInbox();
  const acts = useActs();
  const queue = useQueue();
  const isAll = desk.get().isAllSelected && itemIds.length > 1;
  const isSelection = desk.get().selected.size > 0;
  return {
    isAll,
    run: (act: ItemAct, body: Record<string, unknown>, onThese: () => Promise<boolean>) => {
      if (isSelection) desk.set({ selected: new Set(), isAllSelected: false, anchorId: null });
      if (isAll) void acts.onAllMatching(act, body, queue);
      else void onThese();
    },
  };
}
