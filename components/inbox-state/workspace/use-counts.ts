'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useWorkspace } from './workspace-context.tsx';
import type { ItemFilter } from '#lib/items/types.ts';

/** The exact counts beside the views. */
export function useCounts() {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['counts'], queryFn: () => api.getCounts(), staleTime: 15_000 }).data;
}

/** How many items match a filter. Enable it only when no view's count answers that. */
export function useMatchingCount(filter: ItemFilter, isEnabled: boolean): number | undefined {
  const { api } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['counts', filter],
    queryFn: () => api.getCounts(filter),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
  });
  return isEnabled ? data?.matching : undefined;
}
