import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { readDetail } from './get-contact.ts';
import { readPerson } from './person.ts';
import type { ContactDetail } from './types.ts';

type Input = { contactId: string; isVip: boolean };

/**
 * Marks a person as very important, or no longer. The mark is put on the given contact, and taken from all that it is joined
 * with.
 * @throws Refusal `not_found`
 */
export const setVip = defineAct(
  'contacts.edit',
  async (caller, { contactId, isVip }: Input): Promise<ContactDetail> => {
    const id = uuid(contactId);
    const detail = await asMember(caller, async (tx) => {
      const person = await readPerson(tx, id);
      const { count } = await tx.contact.updateMany({
        where: { id: { in: isVip ? [id] : person }, isVip: !isVip },
        data: { isVip },
      });
      if (count > 0) await emitWorkspaceChanged(tx, caller.workspaceId);
      return await readDetail(tx, id);
    });
    announce(caller.workspaceId);
    return detail;
  },
);
