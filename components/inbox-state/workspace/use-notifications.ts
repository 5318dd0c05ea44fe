'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useWorkspace } from './workspace-context.tsx';

/** A notification counts as read after its item was visible for this long, in milliseconds. */
const READ_AFTER_MS = 700;

/** How many notifications are unread; undefined until it is known. Live events read it again. */
export function useUnreadCount(): number | undefined {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['notifications', 'unread'], queryFn: () => api.countUnread(), staleTime: 60_000 }).data
    ?.unread;
}

/** Marks what concerns the open item as read, also what arrives while it is open. */
export function useReadNotificationsOf(itemId: string): void {
  const { api } = useWorkspace();
  const unread = useUnreadCount() ?? 0;
  useEffect(() => {
    if (unread === 0) return undefined;
    const timer = setTimeout(() => {
      if (document.visibilityState !== 'visible') return;
      // If the request fails, opening the item again repeats it.
      api.readNotifications({ itemId }).catch(() => undefined);
    }, READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [api, itemId, unread]);
}
