import type { Tx } from '#lib/db/client.ts';
import { hasFailedAction } from '#lib/items/has-failed-action.ts';
import type { ItemStatus } from '#lib/items/types.ts';
import { previewOf } from '#lib/items/preview.ts';
import { lockItemRow } from './lock-item.ts';

/**
 * Makes an item agree with the messages it has left, after one was taken out.
 * @param status what the item was before the reply; null leaves it as it is
 */
export async function settleMessages(
  tx: Tx,
  workspaceId: string,
  itemId: string,
  status: ItemStatus | null,
): Promise<void> {
  await lockItemRow(tx, workspaceId, itemId);
  const [newest] = await tx.$queryRaw<{ text: string; direction: string; createdAt: Date; deletedAt: Date | null }[]>`
    SELECT "text", "direction", "createdAt", "deletedAt" FROM "message"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "itemId" = ${itemId}::uuid ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`;
  if (!newest) return;
  await tx.$executeRaw`
    UPDATE "item" i SET
      "messageCount" = (SELECT count(*) FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"),
      "preview" = ${newest.deletedAt ? '' : previewOf(newest.text)},
      "previewDirection" = ${newest.direction}::"Direction",
      "deletedAt" = ${newest.deletedAt},
      "lastActivityAt" = ${newest.createdAt},
      "sendFailed" = i."sendFailed" AND ${hasFailedAction('i')},
      "status" = CASE
        WHEN ${status}::"ItemStatus" IS NULL OR i."status" NOT IN ('waiting', 'resolved') THEN i."status"
        WHEN ${status}::"ItemStatus" = 'snoozed' THEN 'open'
        ELSE ${status}::"ItemStatus" END,
      "resolvedAt" = CASE WHEN ${status}::"ItemStatus" IS DISTINCT FROM 'resolved' AND i."status" = 'resolved' AND ${status}::"ItemStatus" IS NOT NULL
        THEN NULL ELSE i."resolvedAt" END,
      "version" = i."version" + 1
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid`;
}
