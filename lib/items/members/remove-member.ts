import { defineAct, defineRight } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitPresenceGone } from '#lib/realtime/clear-presence.ts';
import { endMembership } from '#lib/workspaces/members/end-membership.ts';
import { handOver } from './hand-over.ts';
import { returnItems } from './return-items.ts';

type Input = { memberId: string; successorId?: string | null; now?: Date };

const removeOthers = defineRight('members.manage');

/** Everyone may leave; only an admin may remove somebody else. */
const needed = {
  permission: 'members.read',
  more: (caller: Caller, { memberId, successorId }: Input) =>
    memberId === caller.memberId && !successorId ? null : removeOthers,
} as const;

/**
 * Ends a membership at once: the member's sessions and API keys stop opening this workspace, live streams close, and
 * unfinished items go to the successor, or back to the team. The member's name stays on what she did. Only an admin may
 * name a successor.
 * @returns how many unfinished items changed hands
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`; `invalid` for a successor who does not work on items
 */
export const removeMember = defineAct(
  needed,
  async (caller, { memberId, successorId = null, now = new Date() }: Input): Promise<{ freedItems: number }> => {
    const { freedItems, name, leftItemIds } = await asMember(
      caller,
      async (tx) => {
        const { name } = await endMembership(tx, caller, { memberId, now });
        const handed = successorId ? await handOver(tx, caller, { memberId, successorId: uuid(successorId) }) : 0;
        const freedItems = handed + (await returnItems(tx, caller, { memberId }));
        const leftItemIds = await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
        return { freedItems, name, leftItemIds };
      },
      { keepsArchived: true },
    );
    announce(caller.workspaceId);
    await emitPresenceGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
    return { freedItems };
  },
);
