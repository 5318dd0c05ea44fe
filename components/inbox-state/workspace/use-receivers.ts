'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { WorkspaceApi } from '#components/api/client.ts';
import type { ReceiverView } from '#lib/items/team/types.ts';
import { useWorkspace } from './workspace-context.tsx';

const STALE_MS = 30_000;
/** As many as one call may name; beyond, people are shown without what depends on an item. */
const MOST = 100;

/** Everybody, before any item is named. */
export const everybody = (api: WorkspaceApi) => ({
  queryKey: ['receivers'],
  queryFn: () => api.listReceivers([]),
  staleTime: STALE_MS,
});

/** To whom these items can be given; what is known of people is shown until what depends on the items is here. */
export function useReceivers(itemIds: readonly string[]): {
  people: ReceiverView[];
  phase: 'loading' | 'failed' | 'ready';
} {
  const { api, can } = useWorkspace();
  const cache = useQueryClient();
  const named = itemIds.slice(0, MOST);
  const { data, isError } = useQuery({
    queryKey: ['receivers', ...named],
    queryFn: () => api.listReceivers(named),
    // Whoever does not work on items gives none away, and the server refuses to tell.
    enabled: can('claimItem'),
    staleTime: STALE_MS,
    placeholderData: () => cache.getQueryData<{ receivers: ReceiverView[] }>(['receivers']),
  });
  // Those who cannot receive it stand last: the first is the one that Enter chooses.
  const people = (data?.receivers ?? []).toSorted((a, b) => Number(a.cannot !== null) - Number(b.cannot !== null));
  return { people, phase: data ? 'ready' : isError ? 'failed' : 'loading' };
}
