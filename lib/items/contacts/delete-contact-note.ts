import { defineAct, defineRight, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { readDetail } from '#lib/contacts/get-contact.ts';
import type { ContactDetail } from '#lib/contacts/types.ts';

/** To delete a note on a contact that a colleague wrote. */
export const deleteOthersContactNote = defineRight('workspace.manage');

/**
 * Deletes a note on a contact: the caller's own, or anyone's as an admin.
 * @returns the person that it was about
 * @throws Refusal `not_found`; `not_allowed` for a colleague's note
 */
export const deleteContactNote = defineAct(
  'contacts.edit',
  async (caller, { noteId }: { noteId: string }): Promise<ContactDetail> => {
    const id = uuid(noteId);
    const detail = await asMember(caller, async (tx) => {
      const note = await tx.contactNote.findFirst({ where: { id }, select: { contactId: true, memberId: true } });
      if (!note) throw new Refusal('not_found');
      if (note.memberId !== caller.memberId) refuseUnless(caller, deleteOthersContactNote);
      const { count } = await tx.contactNote.deleteMany({ where: { id } });
      if (count === 0) throw new Refusal('not_found');
      await emitWorkspaceChanged(tx, caller.workspaceId);
      return await readDetail(tx, note.contactId);
    });
    announce(caller.workspaceId);
    return detail;
  },
);
