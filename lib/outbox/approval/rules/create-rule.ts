import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { recordAudit } from '#lib/workspaces/record-audit.ts';
import { approvalRuleInput, type ApprovalRuleInput, RULES_LIMIT } from '../types.ts';
import { manageRules } from './rights.ts';

/**
 * Lets replies wait for an approval from now on, those that are on their way included.
 * @throws Refusal `invalid` naming the field; `not_found` for a channel, tag, member or team that is not here; `too_many`
 */
export const createApprovalRule = defineAct(
  manageRules.permission,
  async (caller, input: ApprovalRuleInput): Promise<{ id: string }> => {
    const parsed = approvalRuleInput.safeParse(input);
    if (!parsed.success) throw new Refusal('invalid', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
    const rule = parsed.data;
    const { workspaceId } = caller;
    return await asMember(caller, async (tx) => {
      await refuseUnknown(tx, caller, rule);
      if ((await tx.approvalRule.count({ where: { workspaceId } })) >= RULES_LIMIT) {
        throw new Refusal('too_many', { limit: RULES_LIMIT });
      }
      const created = await tx.approvalRule.create({ data: { workspaceId, ...rule }, select: { id: true } });
      await recordAudit(tx, caller, {
        act: 'approval_rule_created',
        subject: rule.name,
        details: { ruleId: created.id, ...rule },
      });
      return created;
    });
  },
);

async function refuseUnknown(tx: Tx, { workspaceId }: Caller, rule: ApprovalRuleInput): Promise<void> {
  const { channelId, tagId, authorId, approverId, approverTeamId } = rule;
  const isThere = {
    channelId: channelId === null || (await tx.channel.count({ where: { workspaceId, id: channelId } })) > 0,
    tagId: tagId === null || (await tx.tag.count({ where: { workspaceId, id: tagId } })) > 0,
    authorId: authorId === null || (await isMember(tx, workspaceId, authorId)),
    approverId: approverId === null || (await isMember(tx, workspaceId, approverId)),
    approverTeamId:
      approverTeamId === null || (await tx.team.count({ where: { workspaceId, id: approverTeamId } })) > 0,
  };
  for (const [field, isFound] of Object.entries(isThere)) if (!isFound) throw new Refusal('not_found', { field });
}

async function isMember(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  return (await tx.member.count({ where: { workspaceId, id, removedAt: null } })) > 0;
}
