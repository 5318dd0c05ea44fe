'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { MessageAct } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { requested } from '#components/inbox-state/items/item-content.ts';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { MessageView } from '#lib/items/types.ts';

const opposites: Partial<Record<MessageAct, MessageAct>> = {
  hide: 'unhide',
  unhide: 'hide',
  like: 'unlike',
  unlike: 'like',
  block: 'unblock',
  mute: 'unmute',
};

/** Asks the network to hide, like, delete… a message. Shown at once, taken back if it is refused, undone with `z`. */
export function useModerate(itemId: string) {
  const { api } = useWorkspace();
  const { items } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('item.action');
  return useCallback(
    async (message: MessageView, act: MessageAct): Promise<void> => {
      const shown = items.changeContent(itemId, ({ messages }) => ({
        messages: messages.map((one) => (one.id === message.id ? { ...one, ...requested[act] } : one)),
      }));
      try {
        const { action } = await acts.during(api.moderate(message.id, act));
        shown.endAtNextPut();
        const opposite = opposites[act];
        const run = async () => {
          if (act === 'delete') await api.cancelAction(action.id);
          else if (opposite) await api.moderate(message.id, opposite);
          await rereadItem(cache, itemId);
        };
        acts.remember({ label: t(act), run }, { withToast: act !== 'like' && act !== 'unlike' });
      } catch (error) {
        shown.end();
        items.setFailure(itemId, problemText(error));
      }
      await rereadItem(cache, itemId);
    },
    [api, items, acts, cache, problemText, t, itemId],
  );
}
