import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Actor } from '#lib/items/change/change-items.ts';
import { notifiedSql } from '#lib/notifications/notified-sql.ts';
import { rulesOfReply } from './approval-sql.ts';

/** A member whom the rule names, alone or with a team. */
const isNamed = (member: Prisma.Sql) => Prisma.sql`(${member} = rule."approverId" OR EXISTS (
  SELECT FROM "team_member" tm WHERE tm."workspaceId" = a."workspaceId" AND tm."teamId" = rule."approverTeamId"
    AND tm."memberId" = ${member}))`;

/**
 * Notifies those who approve a reply that waits: whom its rules name; admins and leads where they name nobody who is still
 * there, and once its window closes soon. Never its author, nor who does not see the item.
 * @param given.historyId the entry of the item's history that asks: nobody is notified of one twice
 */
export async function notifyApprovers(
  tx: Tx,
  by: Actor,
  { actionId, historyId, isUrgent = false }: { actionId: string; historyId: string; isUrgent?: boolean },
): Promise<void> {
  const found = Prisma.sql`
    SELECT a."workspaceId", d."id" AS "memberId", ${historyId}::uuid AS "subjectId", a."itemId", NULL::uuid AS "channelId",
      NULL::uuid AS "noteId"
    FROM "action" a
    JOIN "item" seen ON seen."workspaceId" = a."workspaceId" AND seen."id" = a."itemId"
    JOIN "member" d ON d."workspaceId" = a."workspaceId" AND d."id" IS DISTINCT FROM a."memberId"
    CROSS JOIN LATERAL (SELECT r."approverId", r."approverTeamId" FROM ${rulesOfReply}) AS rule
    WHERE a."workspaceId" = ${by.workspaceId}::uuid AND a."id" = ${actionId}::uuid
      AND member_sees_item(a."workspaceId", d."id", seen."channelId", seen."confidentialTo")
      AND (${isNamed(Prisma.sql`d."id"`)} OR d."role" IN ('admin', 'lead') AND (${isUrgent} OR NOT EXISTS (
        SELECT FROM "member" other WHERE other."workspaceId" = a."workspaceId" AND other."removedAt" IS NULL
          AND other."id" IS DISTINCT FROM a."memberId" AND ${isNamed(Prisma.sql`other."id"`)})))`;
  await tx.$executeRaw(notifiedSql({ kind: 'approval_asked', found, actorId: 'memberId' in by ? by.memberId : null }));
}
