import { defineAct, defineRight } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { clearPresence, emitGone } from '#lib/realtime/clear-presence.ts';
import { Refusal } from '#lib/refusal.ts';
import { freeItems } from './free-items.ts';
import { keepAnAdmin, lockMembership } from './keep-an-admin.ts';
import { recordAudit } from '../record-audit.ts';

type Input = { memberId: string; now?: Date };
type Freed = { freedItems: number };

const removeOthers = defineRight('members.manage');

/** Anyone may leave; only an admin may remove somebody else. */
const needed = {
  permission: 'members.read',
  more: (caller: Caller, { memberId }: Input) => (memberId === caller.memberId ? null : removeOthers),
} as const;

/**
 * Ends a membership at once: the member's sessions and keys no longer open this workspace, their live streams close,
 * and the items they own are free again. Their name stays on what they did.
 * @throws Refusal `not_allowed`, `not_found`; `last_admin`
 */
export const removeMember = defineAct(needed, async (caller, { memberId, now = new Date() }: Input): Promise<Freed> => {
  const { freedItems, name, leftItemIds } = await inWorkspace(caller.workspaceId, async (tx) => {
    await lockMembership(tx, caller.workspaceId);
    const member = await tx.member.findFirst({
      where: { id: memberId, removedAt: null },
      select: { role: true, user: { select: { name: true, email: true } } },
    });
    if (!member) throw new Refusal('not_found');
    if (member.role === 'admin') await keepAnAdmin(tx, { memberId });
    const { count } = await tx.member.updateMany({
      where: { id: memberId, removedAt: null },
      data: { removedAt: now },
    });
    if (count === 0) throw new Refusal('not_found');
    await tx.apiKey.updateMany({ where: { memberId, revokedAt: null }, data: { revokedAt: now } });
    const freedItems = await freeItems(tx, caller, { memberId });
    const leftItemIds = await clearPresence(tx, { workspaceId: caller.workspaceId, memberId });
    await recordAudit(tx, caller, {
      act: 'member_removed',
      subject: member.user.name,
      details: { memberId, email: member.user.email },
    });
    return { freedItems, name: member.user.name, leftItemIds };
  });
  announce(caller.workspaceId);
  await emitGone(caller.workspaceId, { id: memberId, name }, leftItemIds);
  return { freedItems };
});
