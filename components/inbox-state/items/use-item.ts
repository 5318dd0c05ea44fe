'use client';
import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import type { WorkspaceApi } from '#components/api/client.ts';
import type { ItemDetail } from '#lib/items/types.ts';
import type { Inbox } from '../inbox.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';
import type { ItemContent } from './item-content.ts';

const STORED_MS = 20 * 60_000;

/**
 * The query library decides when an item is read: once at a time, again when it is stale, with retries. What was read goes
 * into the item store; the library's cache holds only the version.
 */
export function itemQuery(api: Pick<WorkspaceApi, 'getItem'>, { items, presence }: Inbox, itemId: string) {
  return {
    queryKey: ['item', itemId],
    queryFn: async () => {
      const read = items.startRead();
      const detail = await api.getItem(itemId);
      items.putDetail(detail, read);
      presence.replace(itemId, detail.presence);
      return detail.item.version;
    },
    // The live stream marks it as stale.
    staleTime: STORED_MS,
    gcTime: STORED_MS,
  };
}

/** Stores what the server has read for the first paint, before the first component asks for it. */
export function storeFirstItem(cache: QueryClient, { items }: Inbox, detail: ItemDetail): void {
  if (items.content(detail.item.id)) return;
  items.putDetail(detail);
  cache.setQueryData(['item', detail.item.id], detail.item.version);
}

/** Marks an item as stale. Resolves when it was read again, or at once when no component shows it. */
export async function rereadItem(cache: QueryClient, itemId: string): Promise<void> {
  await cache.invalidateQueries({ queryKey: ['item', itemId], refetchType: 'active' });
}

/** An opened item's content. Reads it when it is not stored or stale. */
export function useItem(itemId: string) {
  const { api } = useWorkspace();
  const inbox = useInbox();
  const { error, refetch } = useQuery(itemQuery(api, inbox, itemId));
  return { content: useContent(itemId), error, refetch };
}

function useContent(itemId: string): ItemContent | undefined {
  const { items } = useInbox();
  return useSyncExternalStore(
    (listener) => items.subscribeContent(itemId, listener),
    () => items.content(itemId),
    () => items.firstContent(itemId),
  );
}

/** Loads items before they are opened. */
export function usePrefetchItems(itemIds: readonly string[]): void {
  const inbox = useInbox();
  const ids = itemIds.join(' ');
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const id of ids.split(' ').filter(Boolean)) {
        const { workspace, cache } = inbox.scopeOf(id);
        void cache.prefetchQuery(itemQuery(workspace.api, inbox, id));
      }
    }, 60);
    return () => clearTimeout(timer);
  }, [ids, inbox]);
}

/** Frees the content of items that nobody has opened for a while. Mounted once. */
export function useForgetContents(): void {
  const { items } = useInbox();
  const cache = useQueryClient();
  useEffect(
    () =>
      cache.getQueryCache().subscribe(({ type, query: { queryKey } }) => {
        const [kind, itemId] = queryKey;
        if (type === 'removed' && kind === 'item' && typeof itemId === 'string') items.forgetContent(itemId);
      }),
    [cache, items],
  );
}

/** Reads the messages before the first one that is shown. */
export function useLoadEarlier(itemId: string): () => Promise<void> {
  const { api } = useWorkspace();
  const { items } = useInbox();
  return useCallback(async () => {
    const cursor = items.content(itemId)?.earlierCursor;
    if (cursor) items.putEarlierMessages(itemId, cursor, await api.listMessages(itemId, cursor));
  }, [api, items, itemId]);
}
