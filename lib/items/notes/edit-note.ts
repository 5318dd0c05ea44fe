import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { lockCasesIfSeen } from '../cases/lock-case.ts';
import { showInCase } from '../cases/show-in-case.ts';
import { changeItems } from '../change/change-items.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import type { ActResult } from '../types.ts';
import { addNote, noteText } from './add-note.ts';
import { type Mentions, setMentions } from './mentions.ts';

type Input = { noteId: string; text: string; mentions?: Mentions | undefined };

/**
 * Changes the text of the caller's own note, and whom it mentions: who is mentioned anew is notified, nobody a second time.
 * @throws Refusal `not_found`, also for a deleted note; `not_allowed` for a colleague's or a guest's; `text_empty`, `text_too_long`
 *   (`limit`); `no_channel_access` and `too_many` for who is mentioned
 */
export const editNote = defineAct(
  addNote.permission,
  async (caller, { noteId, text, mentions = {} }: Input): Promise<ActResult> => {
    const id = uuid(noteId);
    const cleaned = noteText(text);
    const item = await asMember(caller, async (tx) => {
      const note = await tx.note.findFirst({
        where: { id, deletedAt: null },
        select: { itemId: true, memberId: true, guestLinkId: true, caseId: true },
      });
      if (!note) throw new Refusal('not_found');
      const isOwn = note.memberId === caller.memberId && note.guestLinkId === null;
      if (!isOwn) throw new Refusal('not_allowed', { permission: addNote.permission });
      await lockCasesIfSeen(tx, [note.caseId]);
      const { count } = await tx.note.updateMany({
        where: { id, deletedAt: null },
        data: { text: cleaned, language: detectLanguage(cleaned), editedAt: new Date() },
      });
      if (count === 0) throw new Refusal('not_found');
      await setMentions(tx, caller, { itemId: note.itemId, noteId: id }, mentions);
      await changeItems(tx, caller, [note.itemId], { event: 'note_edited', noteId: id });
      await showInCase(tx, caller, { caseId: note.caseId, except: [note.itemId] });
      return await readItemRow(tx, caller, note.itemId);
    });
    announce(caller.workspaceId);
    return { item, undo: null };
  },
);
