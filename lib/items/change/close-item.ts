import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { refuseIfPartsOpen } from '../parts/refuse-if-parts-open.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';
import { changeItem, type ItemChange } from './change-items.ts';

/**
 * Closes one item. If it is closed already, nothing happens.
 * @throws Refusal `not_found`; `parts_open` with the `members` whose part it waits for
 */
export async function closeItem(caller: Caller, itemId: string, change: ItemChange): Promise<ActResult> {
  const id = uuid(itemId);
  const result = await asMember(caller, async (tx) => {
    const changed = await changeItem(tx, caller, id, change);
    if (changed) return { item: changed.item, undo: changed.historyId };
    const item = await readItemRow(tx, caller, id);
    if (item.status !== 'resolved' && item.status !== 'ignored') await refuseIfPartsOpen(tx, caller, id);
    return { item, undo: null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
}
