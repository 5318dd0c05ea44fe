import type { Tx } from '#lib/db/tx.ts';

/**
 * Erases the words of promises made in these messages, or in replies to them: they may repeat what was said. By when something
 * is owed stays, and that it was kept or withdrawn.
 */
export async function erasePromisesIn(tx: Tx, workspaceId: string, messageIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE "item_promise" p SET "text" = '', "reason" = CASE WHEN p."reason" IS NOT NULL THEN '' END
    FROM "action" a
    WHERE p."workspaceId" = ${workspaceId}::uuid AND a."workspaceId" = p."workspaceId" AND a."id" = p."actionId"
      AND p."itemId" IN (SELECT m."itemId" FROM "message" m
        WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = ANY(${[...messageIds]}::uuid[]))
      AND (a."messageId" = ANY(${[...messageIds]}::uuid[]) OR a."targetId" = ANY(${[...messageIds]}::uuid[]))`;
}
