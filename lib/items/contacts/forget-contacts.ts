import { forgetJoinsAndFields } from '#lib/contacts/forget-joins-and-fields.ts';
import type { Tx } from '#lib/db/tx.ts';
import { eraseTitles } from '../cases/erase-titles.ts';
import { eraseNoteFiles } from '../notes/files/erase-files.ts';
import { erasePromisesWith } from '../promises/erase-promises.ts';

/**
 * Deletes what a workspace itself wrote about these contacts, for a person who is erased: what cases are called after them, the
 * words of promises and the files of notes on their items, and joins, fields, notes and tags of the contacts.
 */
export async function forgetContacts(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  const contactId = { in: [...contactIds] };
  // The lock of a case comes before those of its items, and those before their promises.
  await eraseTitles(tx, workspaceId, contactIds);
  await erasePromisesWith(tx, workspaceId, contactIds);
  await eraseNoteFiles(tx, workspaceId, contactIds);
  await forgetJoinsAndFields(tx, workspaceId, contactIds);
  await tx.contactNote.deleteMany({ where: { workspaceId, contactId } });
  await tx.contactTag.deleteMany({ where: { workspaceId, contactId } });
}
