'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import type { HistoryEntry } from '#lib/items/types.ts';

/** Takes one entry of the history back: an entry's id is what `undo` asks for. */
export function useUndoEntry(itemId: string): (entry: HistoryEntry) => Promise<void> {
  const { api } = useWorkspace();
  const { rows } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  return async (entry) => {
    try {
      rows.put((await api.undo(entry.id)).items);
    } catch (error) {
      rows.setReason(itemId, problemText(error));
    }
    await cache.invalidateQueries({ queryKey: ['item', itemId] });
    void cache.invalidateQueries({ queryKey: ['counts'] });
  };
}
