import { defineAct } from '#lib/act.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';
import type { ActResult } from './types.ts';

type Input = { itemId: string };

/**
 * Reopens a resolved, snoozed, waiting or ignored item.
 * @throws Refusal `not_found`
 */
export const reopenItem = defineAct('items.work', async (caller, { itemId }: Input): Promise<ActResult> => {
  return await actOnItem(caller, itemId, reopening);
});

export const reopening: ItemChange = { event: 'reopened' };
