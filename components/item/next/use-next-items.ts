'use client';
import { useQuery } from '@tanstack/react-query';
import { useCounts } from '#components/inbox-state/workspace/use-counts.ts';
import { useWorkspace } from '#components/inbox-state/workspace/workspace-context.tsx';
import { useNow } from '#components/ui/time/use-now.ts';
import type { ItemFilter, ItemRow, ItemSort } from '#lib/items/types.ts';

const SHOWN = 3;
/** Items whose window has closed come first in the order of deadlines: read some more to find the next open ones. */
const READ = 20;
const STALE_MS = 15_000;

export type NextItems = { total: number; items: readonly ItemRow[] };

/**
 * What waits most urgently: what expires next, what is the member's own, what could not be sent. Each is read only if
 * there is any; the counts that are known anyway tell. Undefined until all of them are read.
 */
export function useNextItems(): { expiring: NextItems; mine: NextItems; failed: NextItems } | undefined {
  const counts = useCounts();
  const now = useNow();
  const { expiring = 0, mine = 0, failed = 0, open = 0 } = counts?.byView ?? {};
  const soon = useFirst({ status: ['open'], ...(expiring > 0 ? { expiring: true } : {}) }, 'expiring', open > 0, READ);
  const own = useFirst({ status: ['open'], assignee: 'me' }, 'expiring', mine > 0, 1);
  const lost = useFirst({ failed: true }, 'newest', failed > 0, SHOWN);
  if (!counts || !soon || !own || !lost) return undefined;
  const next = soon.filter(({ replyDeadline }) => replyDeadline !== null && Date.parse(replyDeadline) > now);
  return {
    expiring: { total: expiring, items: next.slice(0, SHOWN) },
    mine: { total: mine, items: own },
    failed: { total: failed, items: lost },
  };
}

function useFirst(filter: ItemFilter, sort: ItemSort, isAny: boolean, limit: number): readonly ItemRow[] | undefined {
  const { api } = useWorkspace();
  const { data, isError } = useQuery({
    // Below `counts`, so that every act and live event that makes the counts stale makes these stale too.
    queryKey: ['counts', 'next', filter, limit],
    queryFn: () => api.listItems({ filter, sort }, null, limit),
    enabled: isAny,
    staleTime: STALE_MS,
  });
  // A part that can't be read is left out: the list beside it says what is wrong.
  return isAny && !isError ? data?.items : [];
}
