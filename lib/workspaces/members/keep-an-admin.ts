import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Serializes changes of members and roles, so that of two admins who remove each other at once the second sees the
 * first change. Call it first in the transaction; it does not block messages and items.
 */
export async function lockMembership(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`select "id" from "workspace" where "id" = ${workspaceId}::uuid for no key update`;
}

/**
 * Refuses to remove the last admin.
 * @throws Refusal `last_admin`
 */
export async function keepAnAdmin(tx: Tx, { memberId }: { memberId: string }): Promise<void> {
  const other = await tx.member.findFirst({
    where: { role: 'admin', removedAt: null, id: { not: memberId } },
    select: { id: true },
  });
  if (!other) throw new Refusal('last_admin');
}
