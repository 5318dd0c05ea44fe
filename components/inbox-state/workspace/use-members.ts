'use client';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from './workspace-context.tsx';

const HOUR_MS = 3_600_000;

/** The workspace's members; none until they are loaded. */
export function useMembers() {
  return useMemberList().members;
}

export function useMemberList() {
  const { api } = useWorkspace();
  const { data, isLoading } = useQuery({
    queryKey: ['members'],
    queryFn: () => api.listMembers(),
    staleTime: HOUR_MS,
  });
  return { members: data?.members ?? [], isLoading };
}
