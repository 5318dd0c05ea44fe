import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';

type Input = { actionId: string };

/** @throws Refusal `not_found` */
export const getAction = defineAct('items.read', async (caller, { actionId }: Input): Promise<ActionView> => {
  return await asMember(caller, async (tx) => actionView(await findAction(tx, caller.workspaceId, actionId)));
});
