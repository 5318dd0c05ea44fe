'use client';
import { useRouter } from 'next/navigation';
import { availabilityOf } from '#components/allowed-actions/availability.ts';
import { useUnavailableText } from '#components/allowed-actions/use-unavailable-text.ts';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { writeOnItem } from '#components/inbox-state/write-on-item.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useCommands } from '#components/keys/use-keys.ts';
import type { MessageView } from '#lib/items/types.ts';
import { useModerate } from './messages/use-moderate.ts';

/** The commands of an open item: see its person, write, and moderate the focused message or else the latest. */
export function useItemCommands(itemId: string, content: ItemContent | undefined): void {
  const router = useRouter();
  const { screen, items } = useInbox();
  const { can, slug } = useWorkspace();
  const moderate = useModerate(itemId);
  const unavailableText = useUnavailableText();
  /** The focused message; else the latest one that the act is available on; else the latest one. */
  const choose = (name: 'hide' | 'delete', isCandidate: (message: MessageView) => boolean): MessageView | undefined => {
    const id = document.activeElement?.closest<HTMLElement>('[data-message]')?.dataset['message'];
    const candidates = content?.messages.filter(
      (message) => !message.deletedAt && message.externalId !== null && isCandidate(message),
    );
    const isAvailable = (message: MessageView) => availabilityOf(message, name, Date.now()).can;
    return candidates?.find((message) => message.id === id) ?? candidates?.findLast(isAvailable) ?? candidates?.at(-1);
  };
  /** The message to act on, or null. A key has no button that could show the reason, so the notice line shows it. */
  const chooseAvailable = (name: 'hide' | 'delete', isCandidate: (message: MessageView) => boolean) => {
    const message = choose(name, isCandidate);
    if (!message || !can('moderate')) return null;
    const availability = availabilityOf(message, name, Date.now());
    if (availability.can) return message;
    screen.set({ notice: unavailableText(availability) });
    return null;
  };
  useCommands({
    contact: () => {
      const contactId = items.row(itemId)?.contact.id;
      if (contactId) router.push(`/w/${slug}/contacts/${contactId}`);
    },
    reply: () => writeOnItem(screen, 'reply'),
    privateReply: () => writeOnItem(screen, 'private'),
    note: () => writeOnItem(screen, 'note'),
    hide: () => {
      const message = chooseAvailable('hide', ({ direction }) => direction === 'inbound');
      if (message) void moderate(message, message.hidden ? 'unhide' : 'hide');
    },
    delete: () => {
      const message = chooseAvailable('delete', () => true);
      if (message) screen.set({ messageToDelete: message });
    },
  });
}
