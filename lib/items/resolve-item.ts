import { allow, type Caller } from '#lib/caller.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

/**
 * Ends the work on an item, until its contact writes again. What failed to be sent counts as seen.
 * @throws Refusal `not_found`
 */
export async function resolveItem(caller: Caller, { itemId }: { itemId: string }): Promise<ActResult> {
  allow(caller, 'items.work');
  return await actOnItem(caller, itemId, resolution);
}

export const resolution: ItemChange = { event: 'resolved' };
