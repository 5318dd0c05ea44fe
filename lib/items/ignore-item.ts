import { allow, type Caller } from '#lib/caller.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

/**
 * Puts an item away for good: whatever its contact writes, it does not come back by itself.
 * @throws Refusal `not_found`
 */
export async function ignoreItem(caller: Caller, { itemId }: { itemId: string }): Promise<ActResult> {
  allow(caller, 'items.work');
  return await actOnItem(caller, itemId, ignoring);
}

export const ignoring: ItemChange = { event: 'ignored' };
