import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { approvesUnder, rulesOfReply } from './approval-sql.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ApprovalObstacle } from './types.ts';

/**
 * Why a member may not approve a reply; null: the member may. Nobody approves their own. Where several rules hold it back,
 * it takes somebody who approves under each of them; where none does any more, a lead or an admin.
 */
export async function obstacleTo(
  tx: Tx,
  { workspaceId, memberId }: Pick<Caller, 'workspaceId' | 'memberId'>,
  actionId: string,
): Promise<ApprovalObstacle | null> {
  const decider = Prisma.sql`${memberId}::uuid`;
  const [found] = await tx.$queryRaw<{ isOwn: boolean; isLead: boolean; rules: number; unmet: number }[]>(Prisma.sql`
    SELECT a."memberId" IS NOT DISTINCT FROM ${decider} AS "isOwn",
      EXISTS (SELECT FROM "member" d WHERE d."workspaceId" = a."workspaceId" AND d."id" = ${decider}
        AND d."removedAt" IS NULL AND d."role" IN ('admin', 'lead')) AS "isLead",
      (SELECT count(*)::int FROM ${rulesOfReply}) AS "rules",
      (SELECT count(*)::int FROM ${rulesOfReply} AND NOT ${approvesUnder(decider)}) AS "unmet"
    FROM "action" a WHERE a."workspaceId" = ${workspaceId}::uuid AND a."id" = ${actionId}::uuid`);
  if (!found || found.isOwn) return 'own';
  if (found.isLead) return null;
  return found.rules > 0 && found.unmet === 0 ? null : 'not_approver';
}

/** @throws Refusal `own_reply`, `not_approver` */
export async function refuseUnlessApprover(
  tx: Tx,
  member: Pick<Caller, 'workspaceId' | 'memberId'>,
  actionId: string,
): Promise<void> {
  const obstacle = await obstacleTo(tx, member, actionId);
  if (obstacle) throw new Refusal(obstacle === 'own' ? 'own_reply' : obstacle);
}
