import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { announce } from '#lib/realtime/announce.ts';
import { takeFlow } from '#lib/quotas/take-flow.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { lockCasesIfSeen } from '../cases/lock-case.ts';
import { showInCase } from '../cases/show-in-case.ts';
import { changeItems } from '../change/change-items.ts';
import { cleanText } from '../clean-text.ts';
import { readItemRow } from '../list/read-item-rows.ts';
import { NOTE_LIMIT } from './types.ts';
import type { ActResult } from '../types.ts';
import { attachFiles } from './files/attach-files.ts';
import { type Mentions, setMentions } from './mentions.ts';

type Input = {
  itemId: string;
  /** May be empty for a note with files. */
  text: string;
  mentions?: Mentions | undefined;
  quotedMessageId?: string | undefined;
  /** Of files that the caller uploaded for it. */
  fileIds?: readonly string[] | undefined;
  /** It is for the item's whole case: whoever sees one of the case's items reads it. */
  forCase?: boolean | undefined;
};
type NewNote = ActResult & { noteId: string };

/**
 * Writes an internal text on an item; it never leaves the workspace. Who is mentioned is notified.
 * @throws Refusal `not_found`, also for a quoted message that is not the item's and for a file that is not the caller's;
 *   `conflict` for a case when it is in none; `text_empty`, `text_too_long` (`limit`); `no_channel_access` and `too_many` for
 *   who is mentioned; `quota_reached` for the item, `quota_reached_for_now` for the caller's day
 */
export const addNote = defineAct('notes.write', async (caller, input: Input): Promise<NewNote> => {
  const id = uuid(input.itemId);
  const { fileIds = [] } = input;
  // Files are read where the note is written: on the other items of a case it would be blank.
  const mayBeEmpty = fileIds.length > 0 && !input.forCase;
  const cleaned = mayBeEmpty && cleanText(input.text) === '' ? '' : noteText(input.text);
  const result = await asMember(caller, async (tx) => {
    const { workspaceId, memberId } = caller;
    const caseId = input.forCase ? await lockCaseOf(tx, id) : null;
    await takeStock(tx, workspaceId, [{ quota: 'notes_of_item', subject: id }]);
    const item = await readItemRow(tx, caller, id);
    // Nobody writes for others what only this item's readers would see, nor for those of a case that it has left.
    if (input.forCase && (caseId === null || item.case?.id !== caseId)) throw new Refusal('conflict');
    const note = await tx.note.create({
      data: {
        workspaceId,
        itemId: id,
        memberId,
        text: cleaned,
        language: detectLanguage(cleaned),
        caseId,
        quotedMessageId: input.quotedMessageId ? await findQuoted(tx, id, input.quotedMessageId) : null,
      },
      select: { id: true },
    });
    await setMentions(tx, caller, { itemId: id, noteId: note.id }, input.mentions ?? {});
    await attachFiles(tx, caller, { itemId: id, noteId: note.id }, fileIds);
    const [changed] = await changeItems(tx, caller, [id], { event: 'noted', noteId: note.id });
    await showInCase(tx, caller, { caseId, except: [id] });
    await takeFlow(tx, { workspaceId, memberId, quota: 'notes_of_member_per_day' });
    return { item: { ...item, version: item.version + 1 }, undo: changed?.historyId ?? null, noteId: note.id };
  });
  announce(caller.workspaceId);
  return result;
});

/** @throws Refusal `text_empty`, `text_too_long` (`limit`) */
export function noteText(text: string): string {
  const cleaned = cleanText(text);
  if (cleaned === '') throw new Refusal('text_empty');
  if (cleaned.length > NOTE_LIMIT) throw new Refusal('text_too_long', { limit: NOTE_LIMIT });
  return cleaned;
}

/** Acts on one case follow one another: what was done to it before is seen by what is read after this. */
async function lockCaseOf(tx: Tx, itemId: string): Promise<string | null> {
  const item = await tx.item.findFirst({ where: { id: itemId }, select: { caseId: true } });
  const caseId = item?.caseId ?? null;
  await lockCasesIfSeen(tx, [caseId]);
  return caseId;
}

async function findQuoted(tx: Tx, itemId: string, messageId: string): Promise<string> {
  const message = await tx.message.findFirst({ where: { id: uuid(messageId), itemId }, select: { id: true } });
  if (!message) throw new Refusal('not_found');
  return message.id;
}
