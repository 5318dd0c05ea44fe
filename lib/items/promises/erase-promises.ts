import type { Tx } from '#lib/db/tx.ts';

/**
 * Erases the words of promises made in these messages, and for good also of those made in replies to them: they may repeat what
 * was said. What a member wrote down stays, since anybody in the thread may delete a message. By when something is owed stays
 * too, and that it was kept or withdrawn.
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
      AND EXISTS (SELECT FROM "action" a
        WHERE a."workspaceId" = p."workspaceId" AND a."id" = p."actionId"
          AND (a."messageId" = ANY(${ids}::uuid[]) OR ${isForGood} AND a."targetId" = ANY(${ids}::uuid[])))`;
}

/** Erases the words of all promises on the items of these people, and why they were withdrawn. */
export async function erasePromisesWith(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  const ids = [...contactIds];
  // Whoever writes a promise holds the lock of its item.
  await tx.$queryRaw`
    SELECT FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND i."contactId" = ANY(${ids}::uuid[])
      AND EXISTS (SELECT FROM "item_promise" p WHERE p."workspaceId" = i."workspaceId" AND p."itemId" = i."id")
    ORDER BY i."id" FOR NO KEY UPDATE`;
  await tx.$executeRaw`
    UPDATE "item_promise" p SET "text" = '', "reason" = CASE WHEN p."reason" IS NOT NULL THEN '' END
    FROM "item" i WHERE p."workspaceId" = ${workspaceId}::uuid AND i."workspaceId" = p."workspaceId" AND i."id" = p."itemId"
      AND i."contactId" = ANY(${ids}::uuid[])`;
}
