'use client';
import { useQuery } from '@tanstack/react-query';
import type { ColleagueDraft } from '#lib/items/drafts/types.ts';
import { useInbox } from '../inbox-provider.tsx';
import { useWorkspace } from '../workspace/workspace-context.tsx';

const none: readonly ColleagueDraft[] = [];

/**
 * Reads the drafts that the server has for an opened item, whenever one of them changes: the member's own go into the store.
 * @returns what colleagues are writing, the latest first
 */
export function useStoredDrafts(itemId: string): readonly ColleagueDraft[] {
  const { api } = useWorkspace();
  const { drafts } = useInbox();
  const { data } = useQuery({
    queryKey: ['drafts', itemId],
    queryFn: async () => {
      const read = drafts.startRead(itemId);
      const { own, others } = await api.listDrafts(itemId);
      drafts.receive(itemId, own, read);
      return others;
    },
    // Its live events are not repeated after a lost connection.
    staleTime: 0,
  });
  return data ?? none;
}
