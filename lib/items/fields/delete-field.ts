import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { saveField } from './save-field.ts';

/**
 * Asks for it no more. What was answered is deleted; the histories of items keep it.
 * @throws Refusal `not_found`
 */
export const deleteField = defineAct(
  saveField.permission,
  async (caller, { fieldId }: { fieldId: string }): Promise<void> => {
    const id = uuid(fieldId);
    await asMember(caller, async (tx) => {
      const where = { workspaceId: caller.workspaceId, id };
      const field = await tx.itemField.findFirst({ where, select: { name: true } });
      const { count } = await tx.itemField.deleteMany({ where });
      if (!field || count === 0) throw new Refusal('not_found');
      await recordAudit(tx, caller, { act: 'item_field_deleted', subject: field.name, details: { fieldId: id } });
    });
  },
);
