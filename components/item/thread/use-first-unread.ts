'use client';
import { useEffect, useState } from 'react';
import { useInbox } from '#components/inbox-state/inbox-provider.tsx';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import type { ItemDetail, MessageView } from '#lib/items/types.ts';

/** An item counts as read once it was in sight for this long, in milliseconds. */
const READ_AFTER_MS = 700;

/**
 * The first message that was not read when the item was opened; the mark stays while the item stays open.
 * Opening tells the server that it was read.
 */
export function useFirstUnread(itemId: string, detail: ItemDetail | undefined): string | null {
  const { api } = useWorkspace();
  const { rows } = useInbox();
  const [mark, setMark] = useState<{ itemId: string; messageId: string | null } | null>(null);
  if (detail && mark?.itemId !== itemId) {
    setMark({ itemId, messageId: detail.item.isUnread ? (firstUnanswered(detail.messages)?.id ?? null) : null });
  }
  const isUnread = detail?.item.isUnread === true && detail.item.id === itemId;
  const version = detail?.item.version;
  useEffect(() => {
    if (!isUnread) return undefined;
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      // What is written after this version is unread again.
      const end = rows.change(itemId, (row) => (row.version <= (version ?? 0) ? { isUnread: false } : {}));
      // Should it fail, the next look at the item tells it again.
      api.markRead(itemId).then(
        () => undefined,
        () => end(),
      );
    }, READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isUnread, itemId, version, api, rows]);
  return mark?.itemId === itemId ? mark.messageId : null;
}

/** The first thing the contact said since the brand last spoke. */
function firstUnanswered(messages: readonly MessageView[]): MessageView | undefined {
  const answered = messages.findLastIndex(({ direction }) => direction === 'outbound');
  return messages.slice(answered + 1).find(({ direction }) => direction === 'inbound');
}
