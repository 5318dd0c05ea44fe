import type { ReplyInput } from '#components/api/client.ts';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import type { ItemStore } from '#components/inbox-state/items/item-store.ts';
import type { MemberRef } from '#lib/items/types.ts';
import { pendingMessage } from './pending-message.ts';

type Reply = { input: ReplyInput; isPrivate: boolean; member: MemberRef };

/**
 * Shows a reply before the server has stored it: as the last message of the thread, and on the item's row.
 * @returns `sent` and `failed` for when the server has answered
 */
export function showReply(items: ItemStore, itemId: string, { input, isPrivate, member }: Reply) {
  const lastReply = (content: ItemContent | undefined) =>
    content?.messages.findLast(({ direction }) => direction === 'outbound')?.id;
  const pending = pendingMessage({ text: input.text, isPrivate, member });
  const before = lastReply(items.content(itemId));
  // A read that already includes the stored reply can arrive before the server's answer.
  const message = items.changeContent(itemId, (content) =>
    lastReply(content) === before ? { messages: [...content.messages, pending] } : {},
  );
  const row = items.changeRow(itemId, ({ owner }) => ({
    status: input.resolve ? 'resolved' : 'waiting',
    preview: input.text,
    previewDirection: 'outbound',
    previewLanguage: null,
    owner: owner ?? member,
  }));
  return {
    sent: (version: number) => {
      message.endAtVersion(version);
      row.end();
    },
    failed: () => {
      message.end();
      row.end();
    },
  };
}
