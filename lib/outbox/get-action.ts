import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { actionView, findAction } from '#lib/items/detail/action-view.ts';
import type { ActionView } from '#lib/items/types.ts';

/** @throws Refusal `not_found` */
export async function getAction(caller: Caller, { actionId }: { actionId: string }): Promise<ActionView> {
  allow(caller, 'items.read');
  return await inWorkspace(caller.workspaceId, async (tx) =>
    actionView(await findAction(tx, caller.workspaceId, actionId)),
  );
}
