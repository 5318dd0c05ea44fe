import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ChannelStatus } from '#lib/db/generated/enums.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ItemKind, ItemStatus } from '#lib/items/types.ts';

export type LockedItem = {
  id: string;
  channelId: string;
  network: string;
  kind: ItemKind;
  status: ItemStatus;
  ownerId: string | null;
  ownerName: string | null;
  claimedUntil: Date | null;
  isContributor: boolean;
  replyDeadline: Date | null;
  channelStatus: ChannelStatus;
};

/**
 * Locks the item's row until the transaction ends, which serializes replies and new messages of the contact.
 * @throws Refusal `not_found`
 */
export async function lockItem(tx: Tx, caller: Caller, itemId: string): Promise<LockedItem> {
  const [item] = await tx.$queryRaw<LockedItem[]>`
    SELECT i."id", i."channelId", i."network", i."kind", i."status", i."ownerId", i."claimedUntil", i."replyDeadline",
      c."status" AS "channelStatus", u."name" AS "ownerName",
      EXISTS (SELECT FROM "item_contributor" k WHERE k."workspaceId" = i."workspaceId" AND k."itemId" = i."id"
        AND k."memberId" = ${caller.memberId}::uuid) AS "isContributor"
    FROM "item" i
    JOIN "channel" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."channelId"
    LEFT JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."id" = i."ownerId"
    LEFT JOIN "user" u ON u."id" = m."userId"
    WHERE i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = ${itemId}::uuid
    FOR NO KEY UPDATE OF i`;
  if (!item) throw new Refusal('not_found');
  return item;
}

/**
 * Locks the item's row in its own statement. A statement that waits for a row sees the new row, but everything else (the
 * item's messages and actions) as it was before the wait: lock first, then read those.
 */
export async function lockItemRow(tx: Tx, workspaceId: string, itemId: string): Promise<void> {
  await tx.$queryRaw`SELECT FROM "item" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
}
