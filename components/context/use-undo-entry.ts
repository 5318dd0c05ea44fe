'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { HistoryEntry } from '#lib/items/types.ts';

/** Undoes one entry of the history: its id is the undo token. */
export function useUndoEntry(itemId: string): (entry: HistoryEntry) => Promise<void> {
  const { api } = useWorkspace();
  const { items } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async (entry) => {
    try {
      items.putRows((await api.undo(entry.id)).items);
    } catch (error) {
      items.setFailure(itemId, problemText(error));
    }
    await rereadItem(cache, itemId);
    void cache.invalidateQueries({ queryKey: ['counts'] });
  };
}
