'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Problem } from '#components/api/problem.ts';
import type { Rescheduling } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ActionView } from '#lib/items/types.ts';

/** Cancels an action, tries it again, decides on it, or checks at the network whether it happened. */
export function useActionActs(action: ActionView) {
  const { api, can } = useWorkspace();
  const { items, screen, drafts } = useInbox();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, onDone?: () => void) => {
    setBusy(true);
    try {
      await work();
      onDone?.();
    } catch (error) {
      screen.set({ notice: problemText(error) });
    }
    await rereadItem(cache, action.itemId);
    void cache.invalidateQueries({ queryKey: ['counts'] });
    setBusy(false);
  };
  const cancel = async () => {
    const { item, draft } = await api.cancelAction(action.id);
    items.putRows([item]);
    if (draft) drafts.putReturned(action.itemId, draft.mode, draft);
  };
  /** Only its author takes an approved reply back: anybody else takes back its approval, and it waits again. */
  const takeApprovalBackIfApproved = async (error: unknown) => {
    if (!(error instanceof Problem && error.code === 'not_author')) throw error;
    await api.takeBackApproval(action.id);
  };
  return {
    isBusy,
    cancel: () => void run(cancel),
    undo: () =>
      void run(async () => {
        if (!can('reply')) await api.takeBackApproval(action.id);
        else await cancel().catch(takeApprovalBackIfApproved);
      }),
    retry: () => void run(() => api.retryAction(action.id)),
    approve: (body: { digest: string; text?: string; seenGuidance?: string }, onDone: () => void) =>
      void run(() => api.approve(action.id, body), onDone),
    sendBack: (word: string, onDone: () => void) => void run(() => api.sendBack(action.id, word), onDone),
    edit: (body: { text: string; seenGuidance?: string }, onDone: () => void) =>
      void run(() => api.editReply(action.id, body), onDone),
    reschedule: (body: Rescheduling, onDone?: () => void) => void run(() => api.reschedule(action.id, body), onDone),
    check: () => void run(() => api.checkAction(action.id)),
  };
}
