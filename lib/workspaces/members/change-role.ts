import { defineAct, may } from '#lib/act.ts';
import type { Role } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitGone } from '#lib/realtime/clear-presence.ts';
import { Refusal } from '#lib/refusal.ts';
import { freeItems } from './free-items.ts';
import { keepAnAdmin, lockMembership } from './keep-an-admin.ts';
import { ownItems } from './own-items.ts';
import { recordAudit } from '../record-audit.ts';

/**
 * Gives a member another role, from her next request on. Who may no longer work on items puts down those she holds.
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`
 */
export const changeRole = defineAct(
  'members.manage',
  async (caller, { memberId, role }: { memberId: string; role: Role }): Promise<{ freedItems: number }> => {
    const { freedItems, name, leftItemIds } = await inWorkspace(caller.workspaceId, async (tx) => {
      await lockMembership(tx, caller.workspaceId);
      const member = await tx.member.findFirst({
        where: { id: memberId, removedAt: null },
        select: { role: true, user: { select: { name: true } } },
      });
      if (!member) throw new Refusal('not_found');
      const { name } = member.user;
      if (member.role === role) return { freedItems: 0, name, leftItemIds: [] };
      if (member.role === 'admin') await keepAnAdmin(tx, { memberId });
      await tx.member.updateMany({ where: { id: memberId }, data: { role } });
      const mayWork = may({ role }, ownItems);
      const freedItems = mayWork ? 0 : await freeItems(tx, caller, { memberId });
      const leftItemIds = mayWork ? [] : await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
      await recordAudit(tx, caller, {
        act: 'role_changed',
        subject: name,
        details: { memberId, from: member.role, to: role },
      });
      return { freedItems, name, leftItemIds };
    });
    if (freedItems > 0) announce(caller.workspaceId);
    await emitGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
    return { freedItems };
  },
);
