import { defineAct } from '#lib/act.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

type Input = { itemId: string };

/**
 * Resolves an item until its contact writes again. Failed replies count as seen.
 * @throws Refusal `not_found`
 */
export const resolveItem = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  return await actOnItem(caller, itemId, resolution);
});

export const resolution: ItemChange = { event: 'resolved' };
