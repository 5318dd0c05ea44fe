import { z } from 'zod';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/client.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asJson, decidingFields } from './change-items.ts';

const doneAct = z.object({
  id: z.string(),
  itemId: z.string(),
  act: z.string(),
  before: z.object({
    contributorIds: z.array(z.string()).optional(),
    addedTagIds: z.array(z.string()).optional(),
    removedTagIds: z.array(z.string()).optional(),
  }),
  noteId: z.string().nullable(),
});
export type DoneAct = z.infer<typeof doneAct>;

/** The caller's acts behind an undo token: one act's id or a batch's. Their items are hers until the transaction ends. */
export async function undoableActs(
  tx: Tx,
  caller: Caller,
  token: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<DoneAct[]> {
  const rows = await tx.$queryRaw<unknown[]>(Prisma.sql`
    SELECT "id"::text, "itemId"::text, "act", "before", "noteId"::text FROM "item_history" h
    WHERE ("id" = ${token}::uuid OR "batchId" = ${token}::uuid) AND "memberId" = ${caller.memberId}::uuid
      AND "before" IS NOT NULL AND "id" > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
    ORDER BY "id" LIMIT ${limit}`);
  const acts = z.array(doneAct).parse(rows);
  const itemIds = acts.map(({ itemId }) => itemId);
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  return acts;
}

/**
 * Puts the items' fields back, of those acts that were not undone before and whose items stand as the act left them.
 * The items must be locked by an earlier statement, so that this one sees what an undo at the same moment did.
 * @returns the ids of the acts that were taken back
 */
export async function restoreFields(tx: Tx, caller: Caller, acts: DoneAct[]): Promise<string[]> {
  if (acts.length === 0) return [];
  const ids = acts.map(({ id }) => id);
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH done AS (
      SELECT h."workspaceId", h."id", h."itemId", h."act", h."before", h."after" FROM "item_history" h
      WHERE h."id" = ANY(${ids}::uuid[]) AND NOT EXISTS (
        SELECT FROM "item_history" u WHERE u."workspaceId" = h."workspaceId" AND u."itemId" = h."itemId"
          AND u."createdAt" >= h."createdAt" AND u."undoesId" = h."id")
    ), restored AS (
      UPDATE "item" i SET "version" = i."version" + 1, ${Prisma.join(Object.entries(types).map(restoredField))}
      FROM done
      WHERE i."workspaceId" = done."workspaceId" AND i."id" = done."itemId"
        AND ${asJson('i', decidingFields)} @> coalesce(done."after", '{}')
      RETURNING i."workspaceId", done."id", done."itemId", done."act"
    ), told AS (
      INSERT INTO "item_history" ("workspaceId", "itemId", "memberId", "actor", "act", "undoesId", "details")
      SELECT "workspaceId", "itemId", ${caller.memberId}::uuid, 'member', 'undone', "id", jsonb_build_object('act', "act")
      FROM restored
    )
    SELECT "id"::text FROM restored`);
  return rows.map(({ id }) => id);
}

const types = {
  status: '"ItemStatus"',
  ownerId: 'uuid',
  claimedUntil: 'timestamptz',
  priority: 'smallint',
  snoozedUntil: 'timestamptz',
  resolvedAt: 'timestamptz',
  sendFailed: 'boolean',
} as const;

/** A field goes back to what the act found, if it is among those that the act set. */
function restoredField([field, type]: [string, string]): Prisma.Sql {
  return Prisma.raw(
    `"${field}" = CASE WHEN jsonb_exists(done."before", '${field}') THEN (done."before" ->> '${field}')::${type} ELSE i."${field}" END`,
  );
}
