import { defineAct, defineRight } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitPresenceGone } from '#lib/realtime/clear-presence.ts';
import { endMembership } from '#lib/workspaces/members/end-membership.ts';
import { returnItems } from './return-items.ts';

type Input = { memberId: string; now?: Date };

const removeOthers = defineRight('members.manage');

/** Everyone may leave; only an admin may remove somebody else. */
const needed = {
  permission: 'members.read',
  more: (caller: Caller, { memberId }: Input) => (memberId === caller.memberId ? null : removeOthers),
} as const;

/**
 * Ends a membership at once: the member's sessions and API keys stop opening this workspace, live streams close, and
 * unfinished items go back to the team. The member's name stays on what she did.
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`
 */
export const removeMember = defineAct(
  needed,
  async (caller, { memberId, now = new Date() }: Input): Promise<{ freedItems: number }> => {
    const { freedItems, name, leftItemIds } = await asMember(caller, async (tx) => {
      const { name } = await endMembership(tx, caller, { memberId, now });
      const freedItems = await returnItems(tx, caller, { memberId });
      const leftItemIds = await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
      return { freedItems, name, leftItemIds };
    });
    announce(caller.workspaceId);
    await emitPresenceGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
    return { freedItems };
  },
);
