'use client';
import { useQuery } from '@tanstack/react-query';
import type { SinceLeft } from '#lib/items/departures/types.ts';
import { useWorkspace } from './workspace-context.tsx';

export const sinceLeftKey = ['since-left'];
export const sinceLeftNumbersKey = [...sinceLeftKey, 'numbers'];

/** How many lines there are, without the lines. Live events read it again. */
export function useSinceLeftNumbers(): SinceLeft | undefined {
  const { api } = useWorkspace();
  return useQuery({ queryKey: sinceLeftNumbersKey, queryFn: () => api.getSinceLeft(0), staleTime: 60_000 }).data;
}

/** Whether what others do can still change what is told. */
export function isTelling(data: unknown): boolean {
  const known = data as SinceLeft | undefined; // what the queries below this key hold
  return known !== undefined && known.leftAt !== null && !known.isAcknowledged;
}

export const linesOf = ({ changed, due, promised }: SinceLeft): number => changed.total + due.total + promised.total;
