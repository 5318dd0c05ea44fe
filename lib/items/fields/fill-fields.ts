import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ItemRow } from '../types.ts';
import type { FieldValue } from './types.ts';
import { checkValues, writeValues } from './write-values.ts';

type Input = { itemId: string; fields: readonly FieldValue[] };

/**
 * Fills in what is asked of an item, without resolving it.
 * @throws Refusal `not_found` for the item or a field; `invalid` naming the field
 */
export const fillFields = defineAct('items.work', async (caller, { itemId, fields }: Input): Promise<ItemRow> => {
  const id = uuid(itemId);
  const item = await asMember(caller, async (tx) => {
    await readItemRow(tx, caller, id);
    await writeValues(tx, caller, [id], await checkValues(tx, caller.workspaceId, fields));
    return await readItemRow(tx, caller, id);
  });
  announce(caller.workspaceId);
  return item;
});
