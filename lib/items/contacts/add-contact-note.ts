import { defineAct } from '#lib/act.ts';
import { readDetail } from '#lib/contacts/get-contact.ts';
import { readPerson } from '#lib/contacts/person.ts';
import { CONTACT_NOTE_LIMIT, type ContactDetail } from '#lib/contacts/types.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { takeFlow } from '#lib/quotas/take-flow.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { cleanText } from '../clean-text.ts';

type Input = { contactId: string; text: string };

/**
 * Writes an internal text about a person. It stays with the given contact when that is separated.
 * @throws Refusal `not_found`, `text_empty`, `text_too_long` (`limit`); `quota_reached_for_now` for the caller's day
 */
export const addContactNote = defineAct(
  'contacts.edit',
  async (caller, { contactId, text }: Input): Promise<ContactDetail> => {
    const id = uuid(contactId);
    const cleaned = cleanText(text);
    if (cleaned === '') throw new Refusal('text_empty');
    if (cleaned.length > CONTACT_NOTE_LIMIT) throw new Refusal('text_too_long', { limit: CONTACT_NOTE_LIMIT });
    const { workspaceId, memberId } = caller;
    const detail = await asMember(caller, async (tx) => {
      await readPerson(tx, id);
      await tx.contactNote.create({
        data: { workspaceId, contactId: id, memberId, text: cleaned },
        select: { id: true },
      });
      await takeFlow(tx, { workspaceId, memberId, quota: 'notes_of_member_per_day' });
      await emitWorkspaceChanged(tx, workspaceId);
      return await readDetail(tx, id);
    });
    announce(workspaceId);
    return detail;
  },
);
