import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { type Actor, changeItems, type ItemChange } from '#lib/items/change/change-items.ts';
import type { Facts } from '#lib/items/change/write-items.ts';
import { previewOf } from '#lib/items/preview.ts';
import { lockItemRow } from './lock-item.ts';

type Newest = { text: string; direction: string; createdAt: Date; deletedAt: Date | null };

/**
 * Recomputes an item's preview, counts and times after one of its messages was removed.
 * @param change why it was removed
 */
export async function settleMessages(tx: Tx, by: Actor, itemId: string, change: ItemChange): Promise<void> {
  const { workspaceId } = by;
  await lockItemRow(tx, workspaceId, itemId);
  const [newest] = await tx.$queryRaw<Newest[]>`
    SELECT "text", "direction", "createdAt", "deletedAt" FROM "message"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "itemId" = ${itemId}::uuid ORDER BY "createdAt" DESC, "id" DESC LIMIT 1`;
  await changeItems(tx, by, [itemId], {
    ...change,
    facts: newest ? factsOf(newest) : {},
  });
}

function factsOf(newest: Newest): Facts {
  return {
    messageCount: Prisma.sql`(SELECT count(*) FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id")`,
    preview: Prisma.sql`${newest.deletedAt ? '' : previewOf(newest.text)}`,
    previewDirection: Prisma.sql`${newest.direction}::"Direction"`,
    deletedAt: Prisma.sql`${newest.deletedAt?.toISOString() ?? null}::timestamptz`,
    lastActivityAt: Prisma.sql`${newest.createdAt.toISOString()}::timestamptz`,
  };
}
