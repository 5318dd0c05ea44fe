import type { Tx } from '#lib/db/tx.ts';

/**
 * Names the cases that are called after these people by a number: those that got their name by default, and those of their items
 * to which a member gave just this name. Call it while the names are still there, and before an item is locked.
 */
export async function eraseTitles(tx: Tx, workspaceId: string, contactIds: readonly string[]): Promise<void> {
  const ids = [...contactIds];
  await tx.$executeRaw`
    UPDATE "item_case" k SET "title" = '#' || upper(left(k."id"::text, 4)), "namedAfterId" = NULL
    WHERE k."workspaceId" = ${workspaceId}::uuid AND (k."namedAfterId" = ANY(${ids}::uuid[]) OR k."id" IN (
      SELECT i."caseId" FROM "item" i
      JOIN "contact" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."contactId"
      LEFT JOIN "identity" p ON p."workspaceId" = c."workspaceId" AND p."contactId" = c."id"
      WHERE i."workspaceId" = k."workspaceId" AND i."caseId" = k."id" AND i."contactId" = ANY(${ids}::uuid[])
        AND lower(k."title") IN (lower(c."name"), lower(p."name"), lower(p."handle"))))`;
}
