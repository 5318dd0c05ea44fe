import type { Caller, Role } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';
import { keepAnAdmin, lockMembership } from './keep-an-admin.ts';

/**
 * Sets a member's role, in the transaction of the act that takes back the items of those who may no longer work on them.
 * @returns whether it was another role before
 * @throws Refusal `not_found`, `last_admin`
 */
export async function setRole(
  tx: Tx,
  caller: Caller,
  { memberId, role }: { memberId: string; role: Role },
): Promise<{ name: string; isChanged: boolean }> {
  await lockMembership(tx, caller.workspaceId);
  const member = await tx.member.findFirst({
    where: { id: memberId, removedAt: null },
    select: { role: true, user: { select: { name: true } } },
  });
  if (!member) throw new Refusal('not_found');
  const { name } = member.user;
  if (member.role === role) return { name, isChanged: false };
  if (member.role === 'admin') await keepAnAdmin(tx, { memberId });
  await tx.member.updateMany({ where: { id: memberId }, data: { role } });
  await recordAudit(tx, caller, {
    act: 'role_changed',
    subject: name,
    details: { memberId, from: member.role, to: role },
  });
  return { name, isChanged: true };
}
