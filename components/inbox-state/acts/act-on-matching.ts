import type { ItemAct } from '#components/api/client.ts';
import { BULK_LIMIT } from '#lib/items/types.ts';
import type { Scope } from '../inbox.ts';
import type { ItemList } from '../items/item-list.ts';
import { bulkJobsKey } from './use-bulk-jobs.ts';

/**
 * Acts on everything that matches a list, including what was never loaded: a few items at once, more as a job that the bar
 * under the page shows.
 * @returns how many items it changed, and what takes them back where there is something; null for a job
 */
export async function actOnMatching(
  { workspace: { api }, cache }: Scope,
  { name, body, list }: { name: ItemAct; body: Record<string, unknown>; list: ItemList },
): Promise<{ count: number; takeBack: (() => Promise<void>) | null } | null> {
  const { filter } = list.listing;
  const { matching } = await api.getCounts(filter);
  if (matching === undefined || matching > BULK_LIMIT) {
    await api.startBulk({ act: name, filter, ...body });
    await cache.invalidateQueries({ queryKey: bulkJobsKey });
    return null;
  }
  const { changed, undo } = await api.bulk({ act: name, filter, ...body });
  await list.refresh();
  if (!undo) return { count: changed, takeBack: null };
  return {
    count: changed,
    takeBack: async () => {
      await api.undo(undo);
      await list.refresh();
    },
  };
}
