'use client';
import { useQuery } from '@tanstack/react-query';
import { countMergedUnread } from '#components/api/merged.ts';

/** What is read of the person's notifications in all workspaces. */
export const mergedNotificationsKey = ['notifications of all workspaces'];
export const mergedUnreadKey = [...mergedNotificationsKey, 'unread'];

/** How many notifications are unread in all workspaces; undefined until it is known. Live events read it again. */
export function useMergedUnread(): number | undefined {
  return useQuery({ queryKey: mergedUnreadKey, queryFn: countMergedUnread, staleTime: 60_000 }).data;
}
