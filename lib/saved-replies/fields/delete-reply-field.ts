import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';

type Input = { fieldId: string };

/**
 * Deletes one of the workspace's own variables. Saved replies that use it fall back, or say that it is missing.
 * @throws Refusal `not_found`
 */
export const deleteReplyField = defineAct('saved_replies.manage', async (caller, { fieldId }: Input): Promise<void> => {
  const id = uuid(fieldId);
  await asMember(caller, async (tx) => {
    const where = { workspaceId: caller.workspaceId, id };
    const field = await tx.replyField.findFirst({ where, select: { name: true } });
    const { count } = await tx.replyField.deleteMany({ where });
    if (!field || count === 0) throw new Refusal('not_found');
    await recordAudit(tx, caller, { act: 'reply_field_deleted', subject: field.name });
  });
});
