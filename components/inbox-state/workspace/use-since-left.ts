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

/** Whether something that others do now can still be shown: not before the member has been away, nor after they took note. */
export function isTelling(data: unknown): boolean {
  const known = data as SinceLeft | undefined; // what the queries below this key hold
  return known !== undefined && known.leftAt !== null && !known.isAcknowledged;
}

/** The parts, in the order in which they are shown. */
export const sinceLeftParts = ['changed', 'due', 'promised'] as const;
export type SinceLeftPart = (typeof sinceLeftParts)[number];

export const linesOf = (since: SinceLeft): number => sinceLeftParts.reduce((sum, part) => sum + since[part].total, 0);
