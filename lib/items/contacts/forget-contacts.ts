import { forgetJoinsAndFields } from '#lib/contacts/forget-joins-and-fields.ts';
import type { Tx } from '#lib/db/tx.ts';

/** Deletes what a workspace itself wrote about these contacts: for a person who is erased. */
export async function forgetContacts(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  const contactId = { in: [...contactIds] };
  await forgetJoinsAndFields(tx, workspaceId, contactIds);
  await tx.contactNote.deleteMany({ where: { workspaceId, contactId } });
  await tx.contactTag.deleteMany({ where: { workspaceId, contactId } });
}
