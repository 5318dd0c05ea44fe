import { defineAct } from '#lib/act.ts';
import { closeItem } from './change/close-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

type Input = { itemId: string };

/**
 * Ignores an item for good: it does not reopen when its contact writes again.
 * @throws Refusal `not_found`; `parts_open` with the `members` whose part it waits for
 */
export const ignoreItem = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  return await closeItem(caller, itemId, ignoring);
});

export const ignoring: ItemChange = { event: 'ignored' };
