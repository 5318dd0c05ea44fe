'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import type { ItemDetail } from '#lib/items/types.ts';

/** Removes a note at once; `z` brings it back. */
export function useDeleteNote(itemId: string): (noteId: string) => Promise<void> {
  const { api } = useWorkspace();
  const { rows } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('acts');
  return async (noteId) => {
    const key = ['item', itemId];
    cache.setQueryData<ItemDetail>(
      key,
      (detail) => detail && { ...detail, notes: detail.notes.filter(({ id }) => id !== noteId) },
    );
    try {
      const { undo } = await api.deleteNote(noteId);
      if (undo) {
        const run = async () => {
          rows.put((await api.undo(undo)).items);
          await cache.invalidateQueries({ queryKey: key });
        };
        acts.remember({ label: t('noteDeleted'), run }, true);
      }
    } catch (error) {
      rows.setReason(itemId, problemText(error));
    }
    await cache.invalidateQueries({ queryKey: key });
  };
}
