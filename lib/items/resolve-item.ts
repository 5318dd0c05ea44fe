import { defineAct } from '#lib/act.ts';
import { closeItem } from './change/close-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

type Input = { itemId: string };

/**
 * Resolves an item until its contact writes again. Failed replies count as seen.
 * @throws Refusal `not_found`; `parts_open` with the `members` whose part it waits for
 */
export const resolveItem = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  return await closeItem(caller, itemId, resolution);
});

export const resolution: ItemChange = { event: 'resolved' };
