'use client';
import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from './workspace-context.tsx';

const HOUR_MS = 3_600_000;

/** The workspace's members; none until they are loaded. */
export function useMembers() {
  const { api } = useWorkspace();
  return useQuery({ queryKey: ['members'], queryFn: () => api.listMembers(), staleTime: HOUR_MS }).data?.members ?? [];
}
