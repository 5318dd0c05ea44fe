import { defineAct, defineRight, refuseUnless } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { lockCasesIfSeen } from '../cases/lock-case.ts';
import { showInCase } from '../cases/show-in-case.ts';
import { changeItems } from '../change/change-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';

type Input = { noteId: string };

/** To delete a note that a colleague or a guest wrote. */
export const deleteOthersNote = defineRight('workspace.manage');

/**
 * Deletes a note: the caller's own, or anyone's as an admin.
 * @throws Refusal `not_found`; `not_allowed` for a colleague's note or a guest's answer
 */
export const deleteNote = defineAct('notes.write', async (caller, { noteId }: Input): Promise<ActResult> => {
  const id = uuid(noteId);
  const result = await asMember(caller, async (tx) => {
    const note = await tx.note.findFirst({
      where: { id, deletedAt: null },
      select: { itemId: true, memberId: true, guestLinkId: true, caseId: true },
    });
    if (!note) throw new Refusal('not_found');
    const isOwn = note.memberId === caller.memberId && note.guestLinkId === null;
    if (!isOwn) refuseUnless(caller, deleteOthersNote);
    await lockCasesIfSeen(tx, [note.caseId]);
    const { count } = await tx.note.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: new Date() } });
    if (count === 0) throw new Refusal('not_found');
    const [changed] = await changeItems(tx, caller, [note.itemId], { event: 'note_deleted', noteId: id });
    await showInCase(tx, caller, { caseId: note.caseId, except: [note.itemId] });
    return { item: await readItemRow(tx, caller, note.itemId), undo: changed?.historyId ?? null };
  });
  announce(caller.workspaceId);
  return result;
});
