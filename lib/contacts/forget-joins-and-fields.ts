import type { Tx } from '#lib/db/tx.ts';
import { lockJoins } from './joins/lock-joins.ts';

/** Deletes the joins, the values of fields and the mark of these contacts: for a person who is erased. */
export async function forgetJoinsAndFields(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  const ids = { in: [...contactIds] };
  await lockJoins(tx, workspaceId);
  await tx.contactJoin.deleteMany({ where: { workspaceId, OR: [{ contactId: ids }, { otherId: ids }] } });
  await tx.contactFieldValue.deleteMany({ where: { workspaceId, contactId: ids } });
  await tx.contact.updateMany({ where: { workspaceId, id: ids, isVip: true }, data: { isVip: false } });
}
