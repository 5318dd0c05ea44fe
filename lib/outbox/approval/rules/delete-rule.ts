import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { manageRules } from './rights.ts';

/**
 * Takes a rule away. Replies that wait because of it go on waiting for a lead, or until their authors correct them: none is
 * sent by surprise.
 * @throws Refusal `not_found`
 */
export const deleteApprovalRule = defineAct(
  manageRules.permission,
  async (caller, { ruleId }: { ruleId: string }): Promise<void> => {
    const { workspaceId } = caller;
    await asMember(caller, async (tx) => {
      const where = { workspaceId_id: { workspaceId, id: uuid(ruleId) } };
      const rule = await tx.approvalRule.findUnique({ where, select: { name: true } });
      if (!rule) throw new Refusal('not_found');
      await tx.approvalRule.delete({ where, select: { id: true } });
      await recordAudit(tx, caller, { act: 'approval_rule_deleted', subject: rule.name, details: { ruleId } });
    });
  },
);
