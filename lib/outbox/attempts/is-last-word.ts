import type { Tx } from '#lib/db/tx.ts';
import type { Action } from '#lib/db/generated/client.ts';

/** Locks the item's row, and says whether its contact has not written since the reply. */
export async function isLastWord(tx: Tx, workspaceId: string, { itemId, messageId }: Action): Promise<boolean> {
  const [item] = await tx.$queryRaw<{ isLastWord: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM "message" m
      WHERE m."workspaceId" = i."workspaceId" AND m."id" = ${messageId}::uuid AND m."createdAt" >= i."lastInboundAt"
    ) AS "isLastWord"
    FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid FOR NO KEY UPDATE OF i`;
  return item?.isLastWord ?? false;
}
