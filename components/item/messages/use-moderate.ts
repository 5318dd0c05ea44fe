'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import type { MessageAct } from '#components/api/client.ts';
import { useProblemText } from '#components/api/use-problem-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useActs } from '#components/inbox-state/acts/use-acts.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import type { ItemDetail, MessageView } from '#lib/items/types.ts';

const opposites: Partial<Record<MessageAct, MessageAct>> = {
  hide: 'unhide',
  unhide: 'hide',
  like: 'unlike',
  unlike: 'like',
  block: 'unblock',
  mute: 'unmute',
};

const changes: Partial<Record<MessageAct, Partial<MessageView>>> = {
  hide: { hidden: true },
  unhide: { hidden: false },
  like: { liked: true },
  unlike: { liked: false },
};

/** Asks the network to hide, like, delete… a message. Shown at once, taken back when it was refused, undone with `z`. */
export function useModerate(row: { id: string }) {
  const { api } = useWorkspace();
  const { rows } = useInbox();
  const acts = useActs();
  const cache = useQueryClient();
  const problemText = useProblemText();
  const t = useTranslations('item.action');
  return useCallback(
    async (message: MessageView, act: MessageAct): Promise<void> => {
      const key = ['item', row.id];
      const before = cache.getQueryData<ItemDetail>(key);
      const patch = changes[act];
      if (patch) {
        cache.setQueryData<ItemDetail>(
          key,
          (detail) =>
            detail && {
              ...detail,
              messages: detail.messages.map((one) => (one.id === message.id ? { ...one, ...patch } : one)),
            },
        );
      }
      const attempt = async (which: MessageAct) => {
        try {
          return (await api.moderate(message.id, which)).action;
        } finally {
          await cache.invalidateQueries({ queryKey: key });
        }
      };
      try {
        const action = await attempt(act);
        const back = opposites[act];
        const run = async () => {
          if (act === 'delete') await api.cancelAction(action.id);
          else if (back) await attempt(back);
          await cache.invalidateQueries({ queryKey: key });
        };
        acts.remember({ label: t(act), run }, act !== 'like' && act !== 'unlike');
      } catch (error) {
        cache.setQueryData(key, before);
        rows.setReason(row.id, problemText(error));
      }
    },
    [api, rows, acts, cache, problemText, t, row.id],
  );
}
