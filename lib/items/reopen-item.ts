import { allow, type Caller } from '#lib/caller.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

/**
 * Puts an item back among the open ones: resolved, snoozed, waiting, and by a member's own wish an ignored one too.
 * @throws Refusal `not_found`
 */
export async function reopenItem(caller: Caller, { itemId }: { itemId: string }): Promise<ActResult> {
  allow(caller, 'items.work');
  return await actOnItem(caller, itemId, reopening);
}

export const reopening: ItemChange = { event: 'reopened' };
