'use client';
import { useTranslations } from 'next-intl';
import { useInbox } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import type { ItemDetail, MessageView } from '#lib/inbox/types.ts';
import { useModerate } from './use-moderate.ts';

/** The commands of an open item: writing, and moderating the focused message, or the latest. */
export function useItemCommands(itemId: string, detail: ItemDetail | undefined): void {
  const { desk, rows } = useInbox();
  const t = useTranslations('item');
  const { can } = useWorkspace();
  const row = rows.get(itemId) ?? detail?.item;
  const moderate = useModerate({ id: itemId });
  const focused = (isFitting: (message: MessageView) => boolean): MessageView | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset['message'];
    const fitting = detail?.messages.filter(
      (message) => !message.deletedAt && message.externalId !== null && isFitting(message),
    );
    return fitting?.find((message) => message.id === id) ?? fitting?.at(-1);
  };
  const write = (composer: 'reply' | 'private' | 'note') =>
    desk.set({ composer, focusComposer: desk.get().focusComposer + 1 });
  // A key has no button to carry its reason: the list says it.
  const sayNotOffered = () => desk.set({ notice: t('notOffered') });
  useCommands({
    reply: () => write('reply'),
    privateReply: () => write('private'),
    note: () => write('note'),
    hide: () => {
      if (!row?.capabilities.hide) return sayNotOffered();
      const message = focused(({ direction }) => direction === 'inbound');
      if (message && can('messages.moderate')) void moderate(message, message.hidden ? 'unhide' : 'hide');
    },
    delete: () => {
      const deletable = row?.capabilities.delete;
      if (!deletable) return sayNotOffered();
      const message = focused(
        ({ direction }) => deletable === 'any' || (deletable === 'own' && direction === 'outbound'),
      );
      if (message && can('messages.moderate')) desk.set({ toDelete: message });
    },
  });
}
