'use client';
import { useInbox } from '#components/inbox/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import type { ItemDetail, MessageView } from '#lib/items/types.ts';
import { offerOf } from './offers.ts';
import { useModerate } from './use-moderate.ts';
import { useOfferReason } from './use-offer-reason.ts';

/** The commands of an open item: writing, and moderating the focused message, or the latest. */
export function useItemCommands(itemId: string, detail: ItemDetail | undefined): void {
  const { desk } = useInbox();
  const { can } = useWorkspace();
  const moderate = useModerate({ id: itemId });
  const reasonOf = useOfferReason();
  /** The focused message; without one, the latest that takes the act, or the latest of all, whose reason is told. */
  const chosen = (name: 'hide' | 'delete', isFitting: (message: MessageView) => boolean): MessageView | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset['message'];
    const fitting = detail?.messages.filter(
      (message) => !message.deletedAt && message.externalId !== null && isFitting(message),
    );
    const takes = (message: MessageView) => offerOf(message, name, Date.now()).can;
    return fitting?.find((message) => message.id === id) ?? fitting?.findLast(takes) ?? fitting?.at(-1);
  };
  /** The message to act on, if the network takes it. A key has no button to carry its reason: the list says it. */
  const allowed = (name: 'hide' | 'delete', isFitting: (message: MessageView) => boolean): MessageView | null => {
    const message = chosen(name, isFitting);
    if (!message || !can('moderate')) return null;
    const offer = offerOf(message, name, Date.now());
    if (offer.can) return message;
    desk.set({ notice: reasonOf(offer) });
    return null;
  };
  const write = (composer: 'reply' | 'private' | 'note') =>
    desk.set({ composer, focusComposer: desk.get().focusComposer + 1 });
  useCommands({
    reply: () => write('reply'),
    privateReply: () => write('private'),
    note: () => write('note'),
    hide: () => {
      const message = allowed('hide', ({ direction }) => direction === 'inbound');
      if (message) void moderate(message, message.hidden ? 'unhide' : 'hide');
    },
    delete: () => {
      const message = allowed('delete', () => true);
      if (message) desk.set({ toDelete: message });
    },
  });
}
