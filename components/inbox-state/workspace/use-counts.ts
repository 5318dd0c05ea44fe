'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useWorkspace } from '../workspace-context.tsx';
import type { ItemFilter } from '#lib/items/types.ts';

/** The exact numbers beside the views. */
export function useCounts() {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['counts'], queryFn: () => api.getCounts(), staleTime: 15_000 }).data;
}

/** How many items match a filter; asked for only when a view's own number does not say it. */
export function useMatching(filter: ItemFilter, isAsked: boolean): number | undefined {
  const { api } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['counts', filter],
    queryFn: () => api.getCounts(filter),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  });
  return isAsked ? data?.matching : undefined;
}
