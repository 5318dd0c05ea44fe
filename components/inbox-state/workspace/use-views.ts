'use client';
import { useQuery } from '@tanstack/react-query';
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
