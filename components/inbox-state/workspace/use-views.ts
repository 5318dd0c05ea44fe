'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWorkspace } from './workspace-context.tsx';

const HOUR_MS = 3_600_000;

/** The saved views: the member's own and the shared ones; none until they are loaded. `error` where they could not be. */
export function useViews() {
  const { api } = useWorkspace();
  const { data, error, refetch } = useQuery({
    queryKey: ['views'],
    queryFn: () => api.listViews(),
    staleTime: HOUR_MS,
  });
  return { views: data?.views ?? [], error: data ? null : error, retry: () => void refetch() };
}

/** The exact number of items in each of these views; a view that searches has none. */
export function useViewCounts(ids: readonly string[]): ReadonlyMap<string, number> {
  const { api } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['counts', 'views', ...ids],
    queryFn: () => api.countViews(),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => new Map(data?.counts.map(({ id, items }) => [id, items])), [data]);
}
