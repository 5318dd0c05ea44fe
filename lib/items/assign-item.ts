import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { uuid } from '#lib/db/uuid.ts';
import { type Assignment, assignItems, checkAssignment, checkReceivers } from './change/assign-items.ts';
import { readItemRow } from './list/read-item-rows.ts';

type Input = { itemId: string } & Assignment;

/**
 * Assigns an item to one owner, or nobody, any number of contributors, an approver and a team, and says whether anyone may
 * close it or all must finish. What is absent stays as it is. An assignment has no lease and lasts until somebody changes it.
 * @throws Refusal `not_found` for the item, members and the team; `invalid` for a member who does not work on items;
 *   `no_channel_access` for one who does not see the item's channel
 */
export const assignItem = defineAct('items.assign', async (caller, { itemId, ...assignment }: Input) => {
  const id = uuid(itemId);
  const result = await asMember(caller, async (tx) => {
    const checked = await checkAssignment(tx, assignment);
    await checkReceivers(tx, id, checked);
    const [changed] = await assignItems(tx, caller, [id], checked, null);
    return { item: await readItemRow(tx, caller, id), undo: changed?.historyId ?? null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
});
