import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { GuardRailsView } from '../types.ts';
import { readGuardRails } from './read-guard-rails.ts';

/** What the brand demands of every reply. */
export const getGuardRails = defineAct('saved_replies.read', async (caller): Promise<GuardRailsView> => {
  return await asMember(caller, async (tx) => await readGuardRails(tx, caller.workspaceId));
});
