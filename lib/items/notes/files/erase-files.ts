import type { Tx } from '#lib/db/tx.ts';
import { ERASED_NAME } from '../../erase-messages.ts';

/**
 * Deletes the files of notes on the items of these people: nobody can take one name out of a screenshot or an invoice. The words of
 * the notes stay; a note without words gets the sign of what was erased.
 */
export async function eraseNoteFiles(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    WITH gone AS (
      DELETE FROM "note_file" f USING "item" i
      WHERE f."workspaceId" = ${workspaceId}::uuid AND i."workspaceId" = f."workspaceId" AND i."id" = f."itemId"
        AND i."contactId" = ANY(${[...contactIds]}::uuid[])
      RETURNING f."noteId"
    )
    UPDATE "note" n SET "text" = ${ERASED_NAME} FROM gone
    WHERE n."workspaceId" = ${workspaceId}::uuid AND n."id" = gone."noteId" AND n."text" = ''`;
}
