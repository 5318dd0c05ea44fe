'use client';
import { useEffect, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ItemRow, MessageView } from '#lib/items/types.ts';

/** An item counts as read after it was visible for this long, in milliseconds. */
const READ_AFTER_MS = 700;

/**
 * The first message that was unread when the item was opened. It stays marked while the item is open. Marks the item as
 * read on the server.
 */
export function useFirstUnread({ id: itemId, isUnread }: ItemRow, { messages, version }: ItemContent): string | null {
  const { api } = useWorkspace();
  const { items } = useInbox();
  const [mark] = useState(() => (isUnread ? (firstUnanswered(messages)?.id ?? null) : null));
  useEffect(() => {
    if (!isUnread) return undefined;
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      const shown = items.changeRow(itemId, () => ({ isUnread: false }));
      // A message that arrives after this version makes the item unread again.
      shown.endAtVersion(version + 1);
      // If the request fails, opening the item again repeats it.
      api.markRead(itemId).catch(() => shown.end());
    }, READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isUnread, itemId, version, api, items]);
  return mark;
}

/** The contact's first message since the brand's last one. */
function firstUnanswered(messages: readonly MessageView[]): MessageView | undefined {
  const answered = messages.findLastIndex(({ direction }) => direction === 'outbound');
  return messages.slice(answered + 1).find(({ direction }) => direction === 'inbound');
}
