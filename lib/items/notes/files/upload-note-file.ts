import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { NOTE_FILE_LIMIT, type NoteFileView } from '../types.ts';
import { noteFileType, safeName } from './file-type.ts';

type Input = { itemId: string; name: string; bytes: Uint8Array<ArrayBuffer> };

/**
 * Stores a file for a note that is being written on an item. One that no note takes is deleted after a day.
 * @throws Refusal `not_found`; `invalid` when it is neither an image, a PDF nor plain text; `too_many` (`limit`) when it is too
 *   large; `quota_reached`
 */
export const uploadNoteFile = defineAct(
  'notes.write',
  async (caller, { itemId, name, bytes }: Input): Promise<NoteFileView> => {
    if (bytes.length > NOTE_FILE_LIMIT) throw new Refusal('too_many', { limit: NOTE_FILE_LIMIT, field: 'bytes' });
    const mimeType = await noteFileType(bytes);
    if (!mimeType || bytes.length === 0) throw new Refusal('invalid', { field: 'bytes' });
    const { workspaceId, memberId } = caller;
    const id = uuid(itemId);
    return await asMember(caller, async (tx) => {
      const item = await tx.item.findFirst({ where: { workspaceId, id }, select: { id: true } });
      if (!item) throw new Refusal('not_found');
      await takeStock(tx, workspaceId, [
        { quota: 'note_files_of_item', subject: id },
        { quota: 'note_file_bytes_of_member', subject: memberId, amount: bytes.length },
      ]);
      const size = bytes.length;
      return await tx.noteFile.create({
        data: {
          workspaceId,
          itemId: id,
          uploaderId: memberId,
          name: safeName(name, mimeType),
          mimeType,
          size,
          bytes,
        },
        select: { id: true, name: true, mimeType: true, size: true },
      });
    });
  },
);
