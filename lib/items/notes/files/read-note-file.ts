import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { isImage } from './file-type.ts';

type File = { bytes: Uint8Array<ArrayBuffer>; name: string; mimeType: string; isShown: boolean };

/**
 * A file of a note, for who sees the note's item; until the note is saved, for its uploader alone.
 * @returns `isShown`: browsers may show it; anything else they only store
 * @throws Refusal `not_found`, also for a file of a deleted note
 */
export const readNoteFile = defineAct('items.read', async (caller, { fileId }: { fileId: string }): Promise<File> => {
  const { workspaceId, memberId } = caller;
  const id = uuid(fileId);
  return await asMember(caller, async (tx) => {
    const file = await tx.noteFile.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { bytes: true, name: true, mimeType: true, noteId: true, uploaderId: true },
    });
    if (!file || (file.noteId === null && file.uploaderId !== memberId)) throw new Refusal('not_found');
    const where = { workspaceId, id: file.noteId ?? '', deletedAt: null };
    if (file.noteId !== null && (await tx.note.count({ where })) === 0) throw new Refusal('not_found');
    return { bytes: file.bytes, name: file.name, mimeType: file.mimeType, isShown: isImage(file.mimeType) };
  });
});
