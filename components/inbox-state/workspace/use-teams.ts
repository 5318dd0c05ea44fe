'use client';
import { useQuery } from '@tanstack/react-query';
import type { WorkspaceApi } from '#components/api/client.ts';
import { useWorkspace } from './workspace-context.tsx';

const HOUR_MS = 3_600_000;

export const allTeams = (api: WorkspaceApi) => ({
  queryKey: ['teams'],
  queryFn: () => api.listTeams(),
  staleTime: HOUR_MS,
});

/** The workspace's teams; none until they are loaded. */
export function useTeams() {
  const { api } = useWorkspace();
  return useQuery(allTeams(api)).data?.teams ?? [];
}
