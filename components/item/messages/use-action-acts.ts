'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import { writeDraft } from '#components/composer/drafts/drafts.ts';
import type { ActionView } from '#lib/items/types.ts';

/** Taking an action back, asking for it again, looking whether it happened. */
export function useActionActs(action: ActionView) {
  const { api, slug } = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await work();
    } catch (error) {
      inbox.desk.set({ notice: problemText(error) });
    }
    await cache.invalidateQueries({ queryKey: ['item', action.itemId] });
    void cache.invalidateQueries({ queryKey: ['counts'] });
    setBusy(false);
  };
  return {
    isBusy,
    cancel: () =>
      void run(async () => {
        const { item, text } = await api.cancelAction(action.id);
        inbox.rows.put([item]);
        if (text) writeDraft(slug, action.itemId, action.kind === 'private_reply' ? 'private' : 'reply', { text });
      }),
    retry: () => void run(() => api.retryAction(action.id)),
    check: () => void run(() => api.checkAction(action.id)),
  };
}
