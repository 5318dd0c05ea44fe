'use client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { WorkspaceApi } from '#components/api/client.ts';
import { type Inbox, useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace-context.tsx';
import type { ItemDetail } from '#lib/items/types.ts';

const KEPT_MS = 20 * 60_000;

/** Joins what was read again with earlier messages that were already loaded. */
export function mergeDetail(before: ItemDetail | undefined, now: ItemDetail): ItemDetail {
  const first = now.messages[0];
  const overlap = first ? (before?.messages.findIndex(({ id }) => id === first.id) ?? -1) : -1;
  if (!before || overlap <= 0) return now;
  return {
    ...now,
    messages: [...before.messages.slice(0, overlap), ...now.messages],
    earlierCursor: before.earlierCursor,
  };
}

function itemQuery(api: WorkspaceApi, inbox: Inbox, cache: QueryClient, itemId: string) {
  return {
    queryKey: ['item', itemId],
    queryFn: async () => {
      const detail = mergeDetail(cache.getQueryData<ItemDetail>(['item', itemId]), await api.getItem(itemId));
      inbox.rows.put([detail.item]);
      inbox.presence.replace(itemId, detail.presence);
      return detail;
    },
    // The live stream says when it is old.
    staleTime: KEPT_MS,
    gcTime: KEPT_MS,
  };
}

export function useItem(itemId: string) {
  const { api } = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  return useQuery(itemQuery(api, inbox, cache, itemId));
}

/** Loads items before they are asked for. */
export function usePrefetchItems(itemIds: readonly string[]): void {
  const { api } = useWorkspace();
  const inbox = useInbox();
  const cache = useQueryClient();
  const ids = itemIds.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const id of ids.split(' ').filter(Boolean)) void cache.prefetchQuery(itemQuery(api, inbox, cache, id));
    }, 60);
    return () => clearTimeout(timer);
  }, [ids, api, inbox, cache]);
}

/** Reads the messages before the first shown and puts them in front. */
export function useLoadEarlier(itemId: string): () => Promise<void> {
  const { api } = useWorkspace();
  const cache = useQueryClient();
  return useCallback(async () => {
    const cursor = cache.getQueryData<ItemDetail>(['item', itemId])?.earlierCursor;
    if (!cursor) return;
    const { messages, earlierCursor } = await api.listMessages(itemId, cursor);
    cache.setQueryData<ItemDetail>(['item', itemId], (detail) => {
      if (!detail || detail.earlierCursor !== cursor) return detail;
      return { ...detail, messages: [...messages, ...detail.messages], earlierCursor };
    });
  }, [api, cache, itemId]);
}
