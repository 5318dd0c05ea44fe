import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { manageRules } from './rights.ts';
import type { ApprovalRuleView } from '../types.ts';

/** The rules of the workspace, as far as the caller sees their channels, oldest first. */
export const listApprovalRules = defineAct(manageRules.permission, async (caller): Promise<ApprovalRuleView[]> => {
  const { workspaceId } = caller;
  return await asMember(caller, async (tx) => {
    const rules = await tx.approvalRule.findMany({
      where: { workspaceId },
      omit: { workspaceId: true, createdAt: true },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    });
    const here = await tx.member.findMany({
      where: { workspaceId, removedAt: null, id: { in: rules.flatMap(({ approverId }) => approverId ?? []) } },
      select: { id: true },
    });
    return rules.map(({ authorRole, ...rule }) => ({
      ...rule,
      // Clients write no replies.
      authorRole: authorRole === 'client' ? null : authorRole,
      isApproverGone: rule.approverId !== null && !here.some(({ id }) => id === rule.approverId),
    }));
  });
});
