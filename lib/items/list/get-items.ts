import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readItemRows } from './read-item-rows.ts';
import { type ItemRow, PAGE_LIMIT } from '../types.ts';

type Input = { itemIds: readonly string[] };

/**
 * The rows of these items, for a browser that received a live event about them. Unknown items are left out.
 * @throws Refusal `too_many` beyond a page
 */
export const getItems = defineAct('items.read', async (caller, { itemIds }: Input): Promise<ItemRow[]> => {
  if (itemIds.length > PAGE_LIMIT) throw new Refusal('too_many', { limit: PAGE_LIMIT });
  const ids = itemIds.map(uuid);
  return await asMember(caller, (tx) => readItemRows(tx, caller, ids));
});
