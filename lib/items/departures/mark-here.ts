import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitNotification } from '#lib/realtime/emit/emit-notification.ts';
import { recordSight } from './record-sight.ts';

/**
 * Records that the caller is at work in this workspace now. Browsers say so while somebody touches them.
 * @param input.now instead of the database's clock
 */
export const markHere = defineAct('items.read', async (caller, input: { now?: Date } = {}): Promise<void> => {
  const isBack = await asMember(caller, async (tx) => {
    const { wasAway } = await recordSight(tx, caller, input.now ?? null);
    if (wasAway) await emitNotification(tx, caller);
    return wasAway;
  });
  if (isBack) announce(caller.workspaceId);
});
