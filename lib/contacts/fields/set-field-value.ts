import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { readDetail } from '../get-contact.ts';
import { readPerson } from '../person.ts';
import type { ContactDetail } from '../types.ts';
import { checkValue } from './check-value.ts';
import { readFields } from './list-fields.ts';

type Input = { contactId: string; fieldId: string; value: string | null };

/**
 * Gives a person a value of one of the workspace's fields. It is stored with the given contact; null takes it from all that
 * the contact is joined with.
 * @throws Refusal `not_found`; `invalid` for a value that does not fit the field's kind
 */
export const setFieldValue = defineAct(
  'contacts.edit',
  async (caller, { contactId, fieldId, value }: Input): Promise<ContactDetail> => {
    const [id, ofField] = [uuid(contactId), uuid(fieldId)];
    const { workspaceId } = caller;
    const detail = await asMember(caller, async (tx) => {
      const person = await readPerson(tx, id);
      const field = (await readFields(tx)).find((known) => known.id === ofField);
      if (!field) throw new Refusal('not_found');
      if (value === null) {
        await tx.contactFieldValue.deleteMany({ where: { fieldId: ofField, contactId: { in: person } } });
      } else {
        const checked = checkValue(field, value);
        if (checked === null) throw new Refusal('invalid', { field: 'value' });
        await tx.$executeRaw`
          INSERT INTO "contact_field_value" ("workspaceId", "contactId", "fieldId", "value", "setAt")
          VALUES (${workspaceId}::uuid, ${id}::uuid, ${ofField}::uuid, ${checked}, clock_timestamp())
          ON CONFLICT ("workspaceId", "contactId", "fieldId") DO UPDATE SET "value" = EXCLUDED."value", "setAt" = EXCLUDED."setAt"`;
      }
      await emitWorkspaceChanged(tx, workspaceId);
      return await readDetail(tx, id);
    });
    announce(workspaceId);
    return detail;
  },
);
