import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { finishOwnPartIfLast, refuseIfPartsOpen } from '../parts/refuse-if-parts-open.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';
import { checkValues, writeValues } from '../fields/write-values.ts';
import type { FieldValue } from '../fields/types.ts';
import { mayNeedFields, refuseIfFieldsMissing } from './missing-fields-sql.ts';
import { changeItem, type ItemChange } from './change-items.ts';

/**
 * Closes one item. If it is closed already, nothing happens. Where all must finish, who finishes last finishes by closing.
 * @param fields what is filled in with it
 * @throws Refusal `not_found`; `parts_open` with the `members` whose part it waits for; `fields_missing`; `invalid`
 */
export async function closeItem(
  caller: Caller,
  itemId: string,
  change: ItemChange,
  fields: readonly FieldValue[] = [],
): Promise<ActResult> {
  const id = uuid(itemId);
  const result = await asMember(caller, async (tx) => {
    if (fields.length > 0) await writeValues(tx, caller, [id], await checkValues(tx, caller.workspaceId, fields));
    const changed = (await changeItem(tx, caller, id, change)) ?? (await closeAsLast(tx, caller, id, change));
    if (changed) return { item: changed.item, undo: changed.historyId };
    const item = await readItemRow(tx, caller, id);
    if (item.status !== 'resolved' && item.status !== 'ignored') await refuseIfPartsOpen(tx, caller, id);
    if (item.status !== 'resolved' && mayNeedFields([change.event]))
      await refuseIfFieldsMissing(tx, caller.workspaceId, id);
    return { item, undo: null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
}

async function closeAsLast(tx: Tx, caller: Caller, itemId: string, change: ItemChange) {
  const undoData = await finishOwnPartIfLast(tx, caller, itemId);
  return undoData ? await changeItem(tx, caller, itemId, { ...change, undoData }) : null;
}
