'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';

/** Removes a note at once; `z` brings it back. */
export function useDeleteNote(itemId: string): (noteId: string) => Promise<void> {
  const { api } = useWorkspace();
  const { items } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('acts');
  return async (noteId) => {
    const shown = items.changeContent(itemId, ({ notes }) => ({ notes: notes.filter(({ id }) => id !== noteId) }));
    try {
      const { undo } = await acts.during(api.deleteNote(noteId));
      shown.endAtNextPut();
      if (undo) {
        const run = async () => {
          items.putRows((await api.undo(undo)).items);
          await rereadItem(cache, itemId);
        };
        acts.remember({ label: t('noteDeleted'), run }, { withToast: true });
      }
    } catch (error) {
      shown.end();
      items.setFailure(itemId, problemText(error));
    }
    await rereadItem(cache, itemId);
  };
}
