import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { NOTE_FILES_LIMIT } from '../types.ts';

type Of = { itemId: string; noteId: string };

/**
 * Gives a new note the files that its author uploaded for it, in this order.
 * @throws Refusal `too_many` (`limit`); `not_found` for a file that is another's, another item's, or a note's already
 */
export async function attachFiles(
  tx: Tx,
  { workspaceId, memberId }: Caller,
  { itemId, noteId }: Of,
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return;
  if (fileIds.length > NOTE_FILES_LIMIT) throw new Refusal('too_many', { limit: NOTE_FILES_LIMIT });
  const ids = fileIds.map(uuid);
  const attached = await tx.$executeRaw(Prisma.sql`
    UPDATE "note_file" SET "noteId" = ${noteId}::uuid, "position" = array_position(${ids}::uuid[], "id") - 1
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ANY(${ids}::uuid[]) AND "itemId" = ${itemId}::uuid
      AND "noteId" IS NULL AND "uploaderId" = ${memberId}::uuid`);
  if (attached !== new Set(ids).size) throw new Refusal('not_found', { field: 'fileIds' });
}
