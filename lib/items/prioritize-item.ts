import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { actOnItem } from './change/act-on-item.ts';
import type { ItemChange } from './change/change-items.ts';

type Input = { itemId: string; priority: number };

/**
 * Sets an item's priority.
 * @param input.priority 0 none, 1 low, 2 normal, 3 high, 4 urgent
 * @throws Refusal `invalid` (`priority`); `not_found`
 */
export const prioritizeItem = defineAct('items.work', async (caller, { itemId, priority }: Input) => {
  return await actOnItem(caller, itemId, prioritizing(priority));
});

/** @throws Refusal `invalid` */
export function prioritizing(priority: number): ItemChange {
  if (![0, 1, 2, 3, 4].includes(priority)) throw new Refusal('invalid', { field: 'priority' });
  return {
    event: 'prioritized',
    values: { priority },
    where: Prisma.sql`target."priority" <> ${priority}::int2`,
    details: { priority },
  };
}
