import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { WaitingItem } from './plan-routing.ts';

/** An open item that nobody has. */
const WAITS = Prisma.raw(`i."statusCode" = 1 AND i."ownerId" IS NULL`);

/** Remembers since when each item has waited: an item keeps its turn when its author writes again. */
export async function keepTurns(tx: Tx, workspaceId: string): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "routing_wait" w WHERE w."workspaceId" = ${workspaceId}::uuid AND NOT EXISTS (
      SELECT FROM "item" i WHERE i."workspaceId" = w."workspaceId" AND i."id" = w."itemId" AND ${WAITS})`;
  await tx.$executeRaw`
    INSERT INTO "routing_wait" ("workspaceId", "itemId", "since")
    SELECT i."workspaceId", i."id", i."lastInboundAt" FROM "item" i
    WHERE i."workspaceId" = ${workspaceId}::uuid AND ${WAITS} AND NOT EXISTS (
      SELECT FROM "routing_wait" w WHERE w."workspaceId" = i."workspaceId" AND w."itemId" = i."id")
    ON CONFLICT DO NOTHING`;
}

/** The cursor of a page of waiting items: the last one. */
export type Turn = Pick<WaitingItem, 'id' | 'since'>;

/** Waiting items, longest first. @param after the last of the page before; null: the first page */
export async function readWaiting(
  tx: Tx,
  workspaceId: string,
  { after, limit }: { after: Turn | null; limit: number },
): Promise<WaitingItem[]> {
  const rest = after
    ? Prisma.sql`AND (w."since", w."itemId") > (${new Date(after.since).toISOString()}::timestamptz, ${after.id}::uuid)`
    : Prisma.empty;
  return await readItems(
    tx,
    Prisma.sql`FROM "routing_wait" w JOIN "item" i ON i."workspaceId" = w."workspaceId" AND i."id" = w."itemId"
      WHERE w."workspaceId" = ${workspaceId}::uuid ${rest} AND ${WAITS} ORDER BY w."since", w."itemId" LIMIT ${limit}`,
  );
}

/** One item if it waits, also where its turn has not been written down yet. */
export async function readWaitingItem(tx: Tx, workspaceId: string, itemId: string): Promise<WaitingItem | null> {
  const [item] = await readItems(
    tx,
    Prisma.sql`FROM "item" i LEFT JOIN "routing_wait" w ON w."workspaceId" = i."workspaceId" AND w."itemId" = i."id"
      WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = ${itemId}::uuid AND ${WAITS}`,
  );
  return item ?? null;
}

/** @param from what is read, with the item as `i` and its turn as `w` */
async function readItems(tx: Tx, from: Prisma.Sql): Promise<WaitingItem[]> {
  const rows = await tx.$queryRaw<(Omit<WaitingItem, 'since'> & { since: Date })[]>`
    SELECT i."id"::text, coalesce(w."since", i."lastInboundAt") AS "since", i."kind"::text, i."network", i."channelId"::text,
      i."language", i."teamId"::text, i."confidentialTo"::text[],
      ARRAY(SELECT t."tagId"::text FROM "item_tag" t
        WHERE t."workspaceId" = i."workspaceId" AND t."itemId" = i."id") AS "tagIds",
      (SELECT o."ownerId"::text FROM "item" o
        WHERE o."workspaceId" = i."workspaceId" AND o."contactId" = i."contactId" AND o."ownerId" IS NOT NULL
        ORDER BY o."lastActivityAt" DESC, o."id" DESC LIMIT 1) AS "lastHandlerId"
    ${from}`;
  return rows.map((row) => ({ ...row, since: row.since.getTime() }));
}
