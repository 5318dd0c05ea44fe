import type { Right } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { assignItem } from '../assign-item.ts';
import { assignItems, checkAssignment, type Checked, receivable } from '../change/assign-items.ts';
import { changeItems, type ItemChange } from '../change/change-items.ts';
import { claimItem, claiming } from '../claims/claim-item.ts';
import { releaseItem, releasing } from '../claims/release-item.ts';
import { ignoreItem, ignoring } from '../ignore-item.ts';
import { prioritizeItem, prioritizing } from '../prioritize-item.ts';
import { reopenItem, reopening } from '../reopen-item.ts';
import { resolution, resolveItem } from '../resolve-item.ts';
import { snoozeItem, snoozing } from '../snooze-item.ts';
import { tagItem } from '../tags/tag-item.ts';
import { checkTagging, tagItems } from '../tags/tag-items.ts';
import type { BulkChange } from './types.ts';

/** Each act needs the same permission for many items as for one. */
export const bulkRights = {
  claim: claimItem,
  release: releaseItem,
  resolve: resolveItem,
  reopen: reopenItem,
  snooze: snoozeItem,
  ignore: ignoreItem,
  prioritize: prioritizeItem,
  assign: assignItem,
  tag: tagItem,
} as const satisfies Record<BulkChange['act'], Right>;

/** What every bulk act needs, and what each needs on top. */
export const bulkNeeds = {
  permission: claimItem.permission,
  more: (_: Caller, { act }: BulkChange) => bulkRights[act],
};

/** Items that were changed, and those that somebody to be assigned does not see. */
type Stepped = { changed: string[]; unseen: string[] };

/** Changes items, with entries of one batch in their histories. */
export type Step = (tx: Tx, itemIds: string[], batchId: string) => Promise<Stepped>;

/** Refuses what could never be done. @throws Refusal `invalid` naming the field; `not_found` for people to assign */
export async function checkChange(caller: Caller, input: BulkChange): Promise<void> {
  stepOf(caller, input);
  if (input.act === 'assign') await asMember(caller, (tx) => checkAssignment(tx, input));
}

/** @throws Refusal `invalid` naming the field */
export function stepOf(caller: Caller, input: BulkChange): Step {
  if (input.act === 'tag') {
    const tagging = checkTagging({
      ...(input.add ? { add: input.add } : {}),
      ...(input.remove ? { remove: input.remove } : {}),
    });
    return async (tx, itemIds, batchId) => stepped(await tagItems(tx, caller, itemIds, tagging, batchId));
  }
  if (input.act === 'assign') {
    return async (tx, itemIds, batchId) => {
      const assignment = await checkAgain(tx, input);
      if (!assignment) return { changed: [], unseen: itemIds };
      const seen = new Set(await receivable(tx, itemIds, assignment.people));
      return {
        ...stepped(await assignItems(tx, caller, itemIds, assignment, batchId)),
        unseen: itemIds.filter((id) => !seen.has(id)),
      };
    };
  }
  const change = changeOf(caller, input);
  return async (tx, itemIds, batchId) => stepped(await changeItems(tx, caller, itemIds, change, batchId));
}

const stepped = (changed: { itemId: string }[]): Stepped => ({
  changed: changed.map(({ itemId }) => itemId),
  unseen: [],
});

/** Null where somebody has left meanwhile, or may not receive items any more: the items that are left stay as they are. */
async function checkAgain(tx: Tx, assignment: Parameters<typeof checkAssignment>[1]): Promise<Checked | null> {
  try {
    return await checkAssignment(tx, assignment);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function changeOf(caller: Caller, input: Exclude<BulkChange, { act: 'tag' | 'assign' }>): ItemChange {
  switch (input.act) {
    case 'claim':
      return claiming(caller);
    case 'release':
      return releasing(caller);
    case 'resolve':
      return resolution;
    case 'reopen':
      return reopening;
    case 'ignore':
      return ignoring;
    case 'snooze':
      return snoozing(input.until);
    case 'prioritize':
      return prioritizing(input.priority);
    default:
      return input satisfies never;
  }
}
