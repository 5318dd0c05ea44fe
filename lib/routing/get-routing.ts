import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readRouting } from './read-routing.ts';
import type { RoutingView } from './types.ts';

/** How the workspace distributes its items. */
export const getRouting = defineAct('routing.manage', async (caller): Promise<RoutingView> => {
  return await asMember(caller, (tx) => readRouting(tx, caller.workspaceId));
});
