'use client';
import { useQuery } from '@tanstack/react-query';
import type { TeamWork } from '#lib/items/team/types.ts';
import { useWorkspace } from './workspace-context.tsx';

const EVERY_MS = 30_000;

/** How the work is spread over people. Read again whenever counts change, and now and then for who is here. */
export function useTeamWork(first?: TeamWork) {
  const { api } = useWorkspace();
  return useQuery({
    // Under `counts`, so that every change of an item reads it again.
    queryKey: ['counts', 'team'],
    queryFn: () => api.getTeamWork(),
    refetchInterval: EVERY_MS,
    ...(first ? { initialData: first } : {}),
  });
}
