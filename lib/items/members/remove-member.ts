import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitPresenceGone } from '#lib/realtime/clear-presence.ts';
import { endMembership } from '#lib/workspaces/members/end-membership.ts';
import { returnItems } from './return-items.ts';

/**
 * Ends a membership at once: the member's sessions and API keys stop opening this workspace, live streams close, and
 * unfinished items go back to the team. The member's name stays on what she did.
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`
 */
export async function removeMember(
  caller: Caller,
  { memberId, now = new Date() }: { memberId: string; now?: Date },
): Promise<{ freedItems: number }> {
  // Everyone may leave; only an admin may remove somebody else.
  if (memberId !== caller.memberId) allow(caller, 'members.manage');
  const { freedItems, name, leftItemIds } = await inWorkspace(caller.workspaceId, async (tx) => {
    const { name } = await endMembership(tx, caller, { memberId, now });
    const freedItems = await returnItems(tx, caller, { memberId });
    const leftItemIds = await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
    return { freedItems, name, leftItemIds };
  });
  announce(caller.workspaceId);
  await emitPresenceGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
  return { freedItems };
}
