import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { uuid } from '#lib/db/uuid.ts';
import { checkTagging, tagItems } from './tag-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';

type Input = { itemId: string; add?: string[]; remove?: string[] };

/**
 * Adds and removes tags by name. Names are case-insensitive, and a new name creates a tag.
 * @throws Refusal `not_found`; `invalid` for a name that is empty or longer than `limit`; `too_many`
 */
export const tagItem = defineAct('items.work', async (caller, { itemId, add, remove }: Input): Promise<ActResult> => {
  const id = uuid(itemId);
  const tagging = checkTagging({ ...(add ? { add } : {}), ...(remove ? { remove } : {}) });
  const result = await asMember(caller, async (tx) => {
    const [changed] = await tagItems(tx, caller, [id], tagging, null);
    return { item: await readItemRow(tx, caller, id), undo: changed?.historyId ?? null };
  });
  if (result.undo) announce(caller.workspaceId);
  return result;
});
