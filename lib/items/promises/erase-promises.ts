import type { Tx } from '#lib/db/tx.ts';

/**
 * Erases the words of promises made in these messages. For good also of those made in replies to them, and of those written
 * down on their items: they may repeat what was said. By when something is owed stays, and that it was kept or withdrawn.
 */
export async function erasePromisesIn(
  tx: Tx,
  workspaceId: string,
  messageIds: readonly string[],
  { isForGood }: { isForGood: boolean },
): Promise<void> {
  const ids = [...messageIds];
  await tx.$executeRaw`
    UPDATE "item_promise" p SET "text" = '', "reason" = CASE WHEN p."reason" IS NOT NULL THEN '' END
    WHERE p."workspaceId" = ${workspaceId}::uuid
      AND p."itemId" IN (SELECT m."itemId" FROM "message" m
        WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = ANY(${ids}::uuid[]))
      AND (${isForGood} AND p."actionId" IS NULL OR EXISTS (SELECT FROM "action" a
        WHERE a."workspaceId" = p."workspaceId" AND a."id" = p."actionId"
          AND (a."messageId" = ANY(${ids}::uuid[]) OR ${isForGood} AND a."targetId" = ANY(${ids}::uuid[]))))`;
}
