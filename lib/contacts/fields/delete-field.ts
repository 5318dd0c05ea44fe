import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitWorkspaceChanged } from '#lib/realtime/emit/emit-workspace-changed.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';

/** Deletes a field with all its values. @throws Refusal `not_found` */
export const deleteContactField = defineAct(
  'contacts.manage_fields',
  async (caller, { fieldId }: { fieldId: string }): Promise<void> => {
    const id = uuid(fieldId);
    await asMember(caller, async (tx) => {
      const field = await tx.contactField.findFirst({ where: { id }, select: { name: true } });
      if (!field) throw new Refusal('not_found');
      // A lead may delete a field that people have whom they do not see: the database takes the values along.
      await tx.contactField.deleteMany({ where: { id } });
      await recordAudit(tx, caller, { act: 'contact_field_deleted', subject: field.name, details: { fieldId: id } });
      await emitWorkspaceChanged(tx, caller.workspaceId);
    });
    announce(caller.workspaceId);
  },
);
