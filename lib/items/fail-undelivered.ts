import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import type { NetworkErrorReason } from '#lib/networks/errors.ts';

export type Undelivered = {
  messageId: string;
  itemId: string;
  reason: NetworkErrorReason | undefined;
  detail: string | undefined;
};

/**
 * Records that the network accepted replies and did not deliver them: they failed, and their items come back. Sent again,
 * each is another message, with a key of its own.
 */
export async function failUndelivered(tx: Tx, workspaceId: string, failures: readonly Undelivered[]): Promise<void> {
  if (failures.length === 0) return;
  const values = failures.map(({ messageId, itemId, reason, detail }) => ({
    id: messageId,
    itemId,
    reason: reason ?? 'rejected',
    detail: detail?.slice(0, 500) ?? null,
  }));
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'reply_rejected',
    given: Prisma.sql`(SELECT DISTINCT "itemId" FROM d)`,
  });
  await tx.$executeRaw`
    WITH d AS (
      SELECT DISTINCT ON ("id") * FROM jsonb_to_recordset(${jsonRows(values)}) AS d ("id" uuid, "itemId" uuid, "reason" text, "detail" text)
    ), messages AS (
      UPDATE "message" m SET "externalId" = NULL, "isRejected" = true, "deliveryState" = NULL, "deliveryAt" = NULL,
        "deliveryReason" = NULL, "deliveryDetail" = NULL
      FROM d WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = d."id"
    ), actions AS (
      UPDATE "action" a SET "state" = 'failed', "errorKind" = 'refused', "errorReason" = d."reason",
        "errorDetail" = d."detail", "lookFirst" = false, "progress" = '{}', "receipt" = NULL, "externalId" = NULL,
        "finishedAt" = now(), "networkKeys" = a."networkKeys" || jsonb_build_object('key', gen_random_uuid()::text)
      FROM d WHERE a."workspaceId" = ${workspaceId}::uuid AND a."messageId" = d."id"
    ), ${write}
    SELECT FROM changed`;
}
