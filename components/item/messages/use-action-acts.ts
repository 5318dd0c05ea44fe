'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ActionView } from '#lib/items/types.ts';

/** Cancels an action, tries it again, or checks at the network whether it happened. */
export function useActionActs(action: ActionView) {
  const { api } = useWorkspace();
  const { items, screen, drafts } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      screen.set({ notice: problemText(error) });
    }
    await rereadItem(cache, action.itemId);
    void cache.invalidateQueries({ queryKey: ['counts'] });
    setBusy(false);
  };
  return {
    isBusy,
    cancel: () =>
      void run(async () => {
        const { item, draft } = await api.cancelAction(action.id);
        items.putRows([item]);
        if (draft) drafts.putReturned(action.itemId, draft.mode, draft);
      }),
    retry: () => void run(() => api.retryAction(action.id)),
    check: () => void run(() => api.checkAction(action.id)),
  };
}
