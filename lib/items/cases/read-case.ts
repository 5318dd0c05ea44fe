import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { Refusal } from '#lib/refusal.ts';
import { isoOrNull } from '../list/item-row.ts';
import { readItemRows } from '../list/read-item-rows.ts';
import { CASE_ITEMS_LIMIT, type CaseView } from './types.ts';

type Raw = {
  id: string;
  title: string;
  dueAt: Date | null;
  closedAt: Date | null;
  version: number;
  ownerId: string | null;
  ownerName: string | null;
  itemIds: string[] | null;
};

/**
 * A case with those of its items that the reader may see.
 * @returns null without any of them: a case is its items, and one that has none, or none for this reader, is not there
 */
export async function readCase(tx: Tx, caller: Caller, caseId: string): Promise<CaseView | null> {
  const [row] = await tx.$queryRaw<Raw[]>(Prisma.sql`${prepared}
    SELECT k."id"::text, k."title", k."dueAt", k."closedAt", k."version", m."id"::text AS "ownerId", u."name" AS "ownerName", (
      SELECT array_agg(shown."id" ORDER BY shown."firstMessageAt", shown."id") FROM (
        SELECT i."id"::text, i."firstMessageAt" FROM "item" i
        WHERE i."workspaceId" = k."workspaceId" AND i."caseId" = k."id"
        ORDER BY i."firstMessageAt", i."id" LIMIT ${CASE_ITEMS_LIMIT}::int
      ) shown) AS "itemIds"
    FROM "item_case" k
    LEFT JOIN "member" m ON m."workspaceId" = k."workspaceId" AND m."id" = k."ownerId" AND m."removedAt" IS NULL
    LEFT JOIN "user" u ON u."id" = m."userId"
    WHERE k."workspaceId" = ${caller.workspaceId}::uuid AND k."id" = ${caseId}::uuid`);
  if (!row?.itemIds) return null;
  return {
    id: row.id,
    title: row.title,
    dueAt: isoOrNull(row.dueAt),
    closedAt: isoOrNull(row.closedAt),
    version: row.version,
    owner: row.ownerId ? { id: row.ownerId, name: row.ownerName ?? '' } : null,
    items: await readItemRows(tx, caller, row.itemIds),
  };
}

/** @throws Refusal `not_found` */
export async function readCaseOrRefuse(tx: Tx, caller: Caller, caseId: string): Promise<CaseView> {
  const found = await readCase(tx, caller, caseId);
  if (!found) throw new Refusal('not_found');
  return found;
}
