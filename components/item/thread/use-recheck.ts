'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useChannels } from '#components/inbox-state/workspace/use-channels.ts';
import { useWorkspace } from '#components/inbox-state/workspace-context.tsx';
import type { ItemDetail } from '#lib/items/types.ts';

export type Recheck = 'none' | 'reading' | 'read' | 'kept';

/**
 * Has an opened item read again at the network, once, where its texts were erased because the network's terms limit how
 * long they may be kept. What was erased for good stays so: the server knows which is which.
 */
export function useRecheck(itemId: string, detail: ItemDetail | undefined): Recheck {
  const { api } = useWorkspace();
  const cache = useQueryClient();
  const terms = useChannels()?.find(({ id }) => id === detail?.item.channelId)?.terms;
  const isLimited = terms?.textsForMs !== undefined || terms?.refreshWithinMs !== undefined;
  const isErased = detail?.messages.some(({ erasedAt, deletedAt }) => erasedAt !== null && deletedAt === null) ?? false;
  const { data: messages, isFetching } = useQuery({
    queryKey: ['recheck', itemId],
    enabled: isLimited && isErased,
    queryFn: async () => {
      // A network that does not answer leaves what is there: the item can be read without it.
      const answer = await api.recheck(itemId).catch(() => ({ messages: 0 }));
      if (answer.messages > 0) await cache.invalidateQueries({ queryKey: ['item', itemId] });
      return answer.messages;
    },
    staleTime: Number.POSITIVE_INFINITY,
    // The next opening asks anew.
    gcTime: 0,
  });
  if (isFetching) return 'reading';
  if (messages === undefined) return 'none';
  return messages > 0 ? 'read' : 'kept';
}
