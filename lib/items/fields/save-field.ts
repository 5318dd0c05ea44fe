import type { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { itemFieldInput, type ItemFieldView } from './types.ts';

type Input = z.input<typeof itemFieldInput> & { fieldId?: string };

/**
 * Asks for something more before items are resolved, or with `fieldId` changes what is asked. What is known of items stays,
 * also an option that is offered no more.
 * @throws Refusal `invalid` naming the field; `already_exists` for a name that is in use; `not_found`; `quota_reached`
 */
export const saveField = defineAct(
  'fields.manage',
  async (caller, { fieldId, ...given }: Input): Promise<ItemFieldView> => {
    const parsed = itemFieldInput.safeParse(given);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const { workspaceId } = caller;
    const id = fieldId === undefined ? null : uuid(fieldId);
    return await asMember(caller, async (tx) => {
      const field = parsed.data;
      // Before the row: its lock is where two writers of one name meet.
      if (id === null) await takeStock(tx, workspaceId, [{ quota: 'item_fields', subject: null }]);
      const namesake = await tx.itemField.findUnique({
        where: { workspaceId_name: { workspaceId, name: field.name } },
        select: { id: true },
      });
      if (namesake && namesake.id !== id) throw new Refusal('already_exists', { field: 'name' });
      const [saved] = id
        ? await tx.itemField.updateManyAndReturn({ where: { workspaceId, id }, data: field, select: { id: true } })
        : await tx.itemField.createManyAndReturn({ data: [{ workspaceId, ...field }], select: { id: true } });
      if (!saved) throw new Refusal('not_found');
      await recordAudit(tx, caller, {
        act: 'item_field_set',
        subject: field.name,
        details: { fieldId: saved.id, ...field },
      });
      return { ...saved, ...field };
    });
  },
);
