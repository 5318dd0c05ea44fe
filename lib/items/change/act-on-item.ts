import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';
import { changeItem, type ItemChange } from './change-items.ts';

/**
 * Changes one item. If it already has the wanted state, nothing happens and there is nothing to undo.
 * @throws Refusal `not_found`
 */
export async function actOnItem(caller: Caller, itemId: string, change: ItemChange): Promise<ActResult> {
  const id = uuid(itemId);
  const result = await asMember(caller, async (tx) => {
    const changed = await changeItem(tx, caller, id, change);
    return changed
      ? { item: changed.item, undo: changed.historyId }
      : { item: await readItemRow(tx, caller, id), undo: null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
}
