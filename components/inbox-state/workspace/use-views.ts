'use client';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from './workspace-context.tsx';

const HOUR_MS = 3_600_000;

/** The saved views: the member's own and the shared ones; none until they are loaded. */
export function useViews() {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['views'], queryFn: () => api.listViews(), staleTime: HOUR_MS }).data?.views ?? [];
}
