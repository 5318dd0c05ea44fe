import type { Tx } from '#lib/db/tx.ts';

/**
 * Gives the open cases of a member who leaves to a colleague; to nobody those of which the colleague sees no item. Their items go
 * their own way. Call it before items are locked.
 */
export async function passOnCases(
  tx: Tx,
  workspaceId: string,
  { memberId, successorId }: { memberId: string; successorId: string | null },
): Promise<void> {
  await tx.$queryRaw`
    SELECT FROM "item_case" WHERE "workspaceId" = ${workspaceId}::uuid AND "ownerId" = ${memberId}::uuid AND "closedAt" IS NULL
    ORDER BY "id" FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE "item_case" k SET "version" = k."version" + 1, "ownerId" = CASE WHEN EXISTS (
        SELECT FROM "item" i WHERE i."workspaceId" = k."workspaceId" AND i."caseId" = k."id"
          AND member_sees_item(i."workspaceId", ${successorId}::uuid, i."channelId", i."confidentialTo")
      ) THEN ${successorId}::uuid END
    WHERE k."workspaceId" = ${workspaceId}::uuid AND k."ownerId" = ${memberId}::uuid AND k."closedAt" IS NULL`;
}
