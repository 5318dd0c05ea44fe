import { defineAct } from '#lib/act.ts';
import { readPerson } from '#lib/contacts/person.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { performContactErasure } from './perform-contact-erasures.ts';

/**
 * Erases everything that is stored about a person, of all contacts that are joined: names, handles, pictures, the texts, media
 * and earlier versions of their messages and of the private messages to them, notes, tags and fields; of their items the words of
 * promises, the files of notes, and the titles of cases that are their names. That there were messages, and when, stays. If it is interrupted, a recurring task finishes it.
 * @throws Refusal `not_found`
 */
export const eraseContact = defineAct(
  'contacts.erase',
  async (caller, { contactId }: { contactId: string }): Promise<{ erasureId: string }> => {
    const id = uuid(contactId);
    const { workspaceId, memberId } = caller;
    const erasureId = await asMember(
      caller,
      async (tx) => {
        const contactIds = await readPerson(tx, id);
        const erasure = await tx.contactErasure.create({
          data: { workspaceId, contactIds, requestedById: memberId },
          select: { id: true },
        });
        await recordAudit(tx, caller, { act: 'contact_erased', subject: id, details: { contactIds } });
        return erasure.id;
      },
      { keepsArchived: true },
    );
    await performContactErasure(workspaceId, erasureId);
    return { erasureId };
  },
);
