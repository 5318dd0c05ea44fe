import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { uuid } from '#lib/db/uuid.ts';
import { type Assignment, assignItems, checkAssignment } from './change/assign-items.ts';
import { readItemRow } from './list/read-item-rows.ts';
import type { ActResult } from './types.ts';

/**
 * Gives an item to one owner, or to nobody, and to any number of contributors; without `contributorIds` those stay
 * as they are. An assignment has no lease: it holds until told otherwise.
 * @throws Refusal `not_found` for the item and for members; `invalid` for a member who does not work on items
 */
export async function assignItem(
  caller: Caller,
  { itemId, ...assignment }: { itemId: string } & Assignment,
): Promise<ActResult> {
  allow(caller, 'items.assign');
  const id = uuid(itemId);
  const result = await inWorkspace(caller.workspaceId, async (tx) => {
    const checked = await checkAssignment(tx, assignment);
    const [changed] = await assignItems(tx, caller, [id], checked, null);
    return { item: await readItemRow(tx, caller, id), undo: changed ?? null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
}
