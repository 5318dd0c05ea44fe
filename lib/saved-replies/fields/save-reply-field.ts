import type { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { builtInVariables } from '../text/fill-variables.ts';
import { replyFieldInput, type ReplyFieldView } from '../types.ts';

/**
 * Gives one of the workspace's own variables its values; a new name makes a new variable.
 * @throws Refusal `invalid` naming the field; `already_exists` for a name that every workspace has; `quota_reached`
 */
export const saveReplyField = defineAct(
  'saved_replies.manage',
  async (caller, input: z.input<typeof replyFieldInput>): Promise<ReplyFieldView> => {
    const parsed = replyFieldInput.safeParse(input);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const { name, fr, en } = parsed.data;
    if (builtInVariables.some((known) => known === name)) throw new Refusal('already_exists', { field: 'name' });
    if (fr === '' && en === '') throw new Refusal('text_empty');
    const { workspaceId } = caller;
    return await asMember(caller, async (tx) => {
      const where = { workspaceId_name: { workspaceId, name } };
      const known = await tx.replyField.findUnique({ where, select: { id: true } });
      if (!known) await takeStock(tx, workspaceId, [{ quota: 'reply_fields', subject: null }]);
      await recordAudit(tx, caller, { act: 'reply_field_set', subject: name });
      return await tx.replyField.upsert({
        where,
        create: { workspaceId, name, fr, en },
        update: { fr, en },
        select: { id: true, name: true, fr: true, en: true },
      });
    });
  },
);
