import type { Tx } from '#lib/db/tx.ts';
import { mayReceiveSql } from '../members/may-receive.ts';
import { Prisma } from '#lib/db/generated/client.ts';

/** Who has a part in an item besides its owner. `doneAt` in ISO 8601. */
export type Part = { memberId: string; isApprover: boolean; doneAt?: string | null };

/** The parts of an item as JSON, in a fixed order, for comparing and for the undo. */
export const partsJson = (itemId: Prisma.Sql, workspaceId: string) => Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('memberId', c."memberId", 'isApprover', c."isApprover", 'doneAt', c."doneAt")
    ORDER BY c."memberId"), '[]')
  FROM "item_contributor" c WHERE c."workspaceId" = ${workspaceId}::uuid AND c."itemId" = ${itemId})`;

/** Who has which part in an item, done or not, as JSON in a fixed order. */
export const peopleJson = (itemId: Prisma.Sql, workspaceId: string) => Prisma.sql`(
  SELECT coalesce(jsonb_agg(jsonb_build_object('memberId', c."memberId", 'isApprover', c."isApprover")
    ORDER BY c."memberId"), '[]')
  FROM "item_contributor" c WHERE c."workspaceId" = ${workspaceId}::uuid AND c."itemId" = ${itemId})`;

/** Who is named in a confidential item, as JSON; null for an item that is not confidential. */
export const namedJson = (itemId: Prisma.Sql, workspaceId: string) => Prisma.sql`(
  SELECT to_jsonb(n."confidentialTo") FROM "item" n WHERE n."workspaceId" = ${workspaceId}::uuid AND n."id" = ${itemId})`;

/**
 * Sets who has parts in the items. Who has one already keeps it, done or not. The caller has locked the items.
 */
export async function setParts(tx: Tx, wanted: { itemId: string; parts: Part[] }[]): Promise<void> {
  if (wanted.length === 0) return;
  const itemIds = wanted.map(({ itemId }) => itemId);
  const rows = wanted.flatMap(({ itemId, parts }) => parts.map((part) => ({ itemId, ...part })));
  const given = Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    AS part ("itemId" uuid, "memberId" uuid, "isApprover" boolean, "doneAt" timestamptz)`;
  await tx.$executeRaw`
    DELETE FROM "item_contributor" c WHERE c."itemId" = ANY(${itemIds}::uuid[])
      AND NOT EXISTS (SELECT FROM ${given} WHERE part."itemId" = c."itemId" AND part."memberId" = c."memberId")`;
  if (rows.length === 0) return;
  // An item has one approver: the former one must have given the place up before the next one takes it.
  await tx.$executeRaw`
    UPDATE "item_contributor" c SET "isApprover" = false FROM ${given}
    WHERE part."itemId" = c."itemId" AND part."memberId" = c."memberId" AND c."isApprover" AND NOT part."isApprover"`;
  // Nobody is added who may not receive the item, or not any more.
  await tx.$executeRaw`
    INSERT INTO "item_contributor" AS c ("workspaceId", "itemId", "memberId", "isApprover", "doneAt", "status", "lastActivityAt")
    SELECT i."workspaceId", i."id", m."id", part."isApprover", part."doneAt", i."status", i."lastActivityAt"
    FROM ${given} JOIN "item" i ON i."id" = part."itemId"
    JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."id" = part."memberId"
      AND ${mayReceiveSql(Prisma.raw('i."channelId"'))}
    ON CONFLICT ("workspaceId", "itemId", "memberId") DO UPDATE SET "isApprover" = EXCLUDED."isApprover"
    WHERE c."isApprover" <> EXCLUDED."isApprover"`;
}

/** Sets when a member finished their part. The caller has locked the items. */
export async function setPartDone(tx: Tx, itemId: string, memberId: string, doneAt: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE "item_contributor" SET "doneAt" = ${doneAt}::timestamptz
    WHERE "itemId" = ${itemId}::uuid AND "memberId" = ${memberId}::uuid`;
}
