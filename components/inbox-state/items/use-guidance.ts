'use client';
import { useQuery } from '@tanstack/react-query';
import type { GuidanceOfItem } from '#lib/guidance/types.ts';
import { useWorkspace } from '../workspace/workspace-context.tsx';

/** The longest wait of a timer that keeps time well, in milliseconds. */
const LONGEST_WAIT_MS = 3_600_000;
/** Browsers' clocks differ from the server's a little, in milliseconds. */
const SHORTEST_WAIT_MS = 1_000;

/** How an item is to be answered now; read again when some guidance begins or ends. Undefined until it is known. */
export function useGuidance(itemId: string, isOff: boolean): GuidanceOfItem | undefined {
  const { api, can } = useWorkspace();
  const { data } = useQuery({
    queryKey: ['guidance', itemId],
    queryFn: () => api.getGuidance(itemId),
    enabled: !isOff && can('getItemGuidance'),
    refetchInterval: ({ state }) => {
      const at = state.data?.changesAt;
      if (!at) return false;
      return Math.min(Math.max(Date.parse(at) - Date.now(), SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
    },
  });
  return data;
}

/** Whether other guidance holds now than when a text was written. What is not known is not said. */
export function isChangedSince(seen: string | null | undefined, now: GuidanceOfItem | undefined): boolean {
  return typeof seen === 'string' && now !== undefined && now.seen !== seen;
}
