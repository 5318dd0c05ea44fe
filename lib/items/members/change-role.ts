import { defineAct, may } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitPresenceGone } from '#lib/realtime/clear-presence.ts';
import { setRole } from '#lib/workspaces/members/set-role.ts';
import { ownItems } from './own-items.ts';
import { returnItems, returnUnseenItems } from './return-items.ts';

type Input = { memberId: string; role: Role };

/**
 * Gives a member another role, from the next request on. The items of a member who may no longer work on items go back
 * to the team; so do those that somebody held as an admin in channels that the new role does not see.
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`
 */
export const changeRole = defineAct(
  'members.manage',
  async (caller, { memberId, role }: Input): Promise<{ freedItems: number }> => {
    const { freedItems, name, leftItemIds } = await asMember(caller, async (tx) => {
      const { name, isChanged } = await setRole(tx, caller, { memberId, role });
      if (!isChanged) return { freedItems: 0, name, leftItemIds: [] };
      const giveBack = may({ role }, ownItems) ? returnUnseenItems : returnItems;
      const freedItems = await giveBack(tx, caller, { memberId });
      const leftItemIds = await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
      return { freedItems, name, leftItemIds };
    });
    if (freedItems > 0) announce(caller.workspaceId);
    await emitPresenceGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
    return { freedItems };
  },
);
