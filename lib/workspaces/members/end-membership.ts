import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '../record-audit.ts';
import { keepAnAdmin, lockMembership } from './keep-an-admin.ts';

/**
 * Ends a membership, its API keys and the invitations that it made, in the transaction of the act that takes back the member's items.
 * @throws Refusal `not_found`, `last_admin`
 */
export async function endMembership(
  tx: Tx,
  caller: Caller,
  { memberId, now }: { memberId: string; now: Date },
): Promise<{ name: string }> {
  await lockMembership(tx, caller.workspaceId);
  const member = await tx.member.findFirst({
    where: { id: memberId, removedAt: null },
    select: { role: true, user: { select: { name: true, email: true } } },
  });
  if (!member) throw new Refusal('not_found');
  if (member.role === 'admin') await keepAnAdmin(tx, { memberId });
  const { count } = await tx.member.updateMany({ where: { id: memberId, removedAt: null }, data: { removedAt: now } });
  if (count === 0) throw new Refusal('not_found');
  await tx.teamMember.deleteMany({ where: { memberId } });
  await tx.apiKey.updateMany({ where: { memberId, revokedAt: null }, data: { revokedAt: now } });
  // Whoever is about to be removed may have invited an address of their own.
  await tx.invitation.updateMany({
    where: { invitedById: memberId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const { name, email } = member.user;
  await recordAudit(tx, caller, { act: 'member_removed', subject: name, details: { memberId, email } });
  return { name };
}
