'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ItemContent } from '#components/inbox-state/items/item-content.ts';
import { rereadItem } from '#components/inbox-state/items/use-item.ts';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import type { ItemRow } from '#lib/items/types.ts';

/** The names are keys of the message catalogue. */
export type Recheck = 'none' | 'reading' | 'read' | 'kept';

/**
 * Reads an opened item again at the network, once, if its texts were erased because the network limits how long they may be
 * stored. The server knows which texts were erased for good.
 */
export function useRecheck({ id: itemId, channelId }: ItemRow, { messages }: ItemContent): Recheck {
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const policy = useChannels()?.find(({ id }) => id === channelId)?.terms;
  const isLimited = policy?.textsForMs !== undefined || policy?.refreshWithinMs !== undefined;
  const isErased = messages.some(({ erasedAt, deletedAt }) => erasedAt !== null && deletedAt === null);
  const { data: readCount, isFetching } = useQuery({
    queryKey: ['recheck', itemId],
    enabled: isLimited && isErased,
    queryFn: async () => {
      // If the network does not answer, the item can be read without it.
      const answer = await api.recheck(itemId).catch(() => ({ messages: 0 }));
      if (answer.messages > 0) await rereadItem(cache, itemId);
      return answer.messages;
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Opening the item again starts a new recheck.
    gcTime: 0,
  });
  if (isFetching) return 'reading';
  if (readCount === undefined) return 'none';
  return readCount > 0 ? 'read' : 'kept';
}
