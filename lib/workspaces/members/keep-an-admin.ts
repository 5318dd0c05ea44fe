import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Lets one change of who may do what through at a time, so that of two admins who remove each other at once the
 * second sees what the first has done. Comes first in the transaction; messages and items come in all the same.
 */
export async function lockMembership(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$queryRaw`select "id" from "workspace" where "id" = ${workspaceId}::uuid for no key update`;
}

/**
 * Refuses to take the last admin's role away.
 * @throws Refusal `last_admin`
 */
export async function keepAnAdmin(tx: Tx, { memberId }: { memberId: string }): Promise<void> {
  const other = await tx.member.findFirst({
    where: { role: 'admin', removedAt: null, id: { not: memberId } },
    select: { id: true },
  });
  if (!other) throw new Refusal('last_admin');
}
