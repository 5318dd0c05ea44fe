import { z } from 'zod';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { lockCasesIfSeen } from '../cases/lock-case.ts';
import { mayReceiveSql } from '../members/may-receive.ts';
import { readReceivers } from '../members/read-receivers.ts';
import { peopleJson } from './parts.ts';
import { decidingFields } from './transition-sql.ts';
import { asJson, writeItems } from './write-items.ts';

const doneAct = z.object({
  id: z.string(),
  itemId: z.string(),
  act: z.string(),
  before: z.object({
    ownerId: z.string().nullable().optional(),
    contributorIds: z.array(z.string()).optional(),
    parts: z
      .array(z.object({ memberId: z.string(), isApprover: z.boolean(), doneAt: z.string().nullable() }))
      .optional(),
    partOf: z.string().optional(),
    partDoneAt: z.string().nullable().optional(),
    addedTagIds: z.array(z.string()).optional(),
    removedTagIds: z.array(z.string()).optional(),
  }),
  noteId: z.string().nullable(),
});
export type DoneAct = z.infer<typeof doneAct>;

/**
 * The caller's acts behind an undo token: one act's id, or a batch's. Until the transaction ends, locks their items, the cases for
 * which their notes are, and what the people see who may get them back.
 */
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
  await readReceivers(tx, [...new Set(acts.flatMap(receiversOf))]);
  const notes = await tx.note.findMany({
    where: { id: { in: acts.flatMap(({ noteId }) => noteId ?? []) } },
    select: { caseId: true },
  });
  await lockCasesIfSeen(
    tx,
    notes.map(({ caseId }) => caseId),
  );
  const itemIds = acts.map(({ itemId }) => itemId);
  await tx.$queryRaw`SELECT FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  return acts;
}

function receiversOf({ before: { ownerId, parts, contributorIds } }: DoneAct): string[] {
  return [...(ownerId ? [ownerId] : []), ...(parts ?? []).map(({ memberId }) => memberId), ...(contributorIds ?? [])];
}

/**
 * Restores what the acts changed, except acts that were undone before and items that were changed since in the same
 * fields. An earlier statement must have locked the items, so that this one sees an undo that ran at the same time.
 * @returns the ids of the acts that were taken back
 */
export async function restoreFields(tx: Tx, caller: Caller, acts: DoneAct[]): Promise<string[]> {
  if (acts.length === 0) return [];
  const ids = acts.map(({ id }) => id);
  const restore = writeItems({
    by: caller,
    event: 'undone',
    given: Prisma.sql`done`,
    where: Prisma.sql`${asJson('target', decidingFields)} @> (coalesce(target."after", '{}') - 'people')
      AND coalesce(target."after" -> 'people' = ${peopleJson(Prisma.raw('target."itemId"'), caller.workspaceId)}, true)`,
    undoesId: Prisma.sql`target."actId"`,
    details: Prisma.sql`jsonb_build_object('act', target."act")`,
    facts: { confidentialTo: namedBefore },
    columns: Prisma.sql`i."workspaceId", i."id", target."actId"`,
  });
  const rows = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    WITH done AS (
      SELECT h."id" AS "actId", h."itemId", h."act", h."after", h."details",
        -- Nothing is given back to a member who may not receive the item any more.
        CASE WHEN h."before" ->> 'ownerId' IS NOT NULL AND NOT EXISTS (
          SELECT FROM "member" m JOIN "item" i ON i."workspaceId" = m."workspaceId" AND i."id" = h."itemId"
          WHERE m."workspaceId" = h."workspaceId" AND m."id" = (h."before" ->> 'ownerId')::uuid
            AND ${mayReceiveSql(Prisma.raw('i."channelId"'))}
        ) THEN h."before" || '{"ownerId": null, "claimedUntil": null, "heldSince": null}' ELSE h."before" END
        -- Nor to a team that was deleted.
        || CASE WHEN h."before" ->> 'teamId' IS NOT NULL AND NOT EXISTS (
          SELECT FROM "team" g WHERE g."workspaceId" = h."workspaceId" AND g."id" = (h."before" ->> 'teamId')::uuid
        ) THEN '{"teamId": null}'::jsonb ELSE '{}' END AS "before"
      FROM "item_history" h
      WHERE h."id" = ANY(${ids}::uuid[]) AND NOT EXISTS (
        SELECT FROM "item_history" u WHERE u."workspaceId" = h."workspaceId" AND u."itemId" = h."itemId"
          AND u."createdAt" >= h."createdAt" AND u."undoesId" = h."id")
    ), ${restore}
    SELECT "actId"::text AS id FROM changed`);
  return rows.map(({ id }) => id);
}

/**
 * Whoever a confidential item named only because the act gave it to them is named no more. Others that were named since stay,
 * and the owner who has it again is named again.
 */
const namedBefore = Prisma.raw(`CASE
  WHEN i."confidentialTo" IS NULL OR coalesce(jsonb_typeof(target."before" -> 'named'), 'null') = 'null' THEN i."confidentialTo"
  ELSE ARRAY(
    SELECT n FROM unnest(i."confidentialTo") n
    WHERE jsonb_exists(target."before" -> 'named', n::text) OR NOT (
      n::text IN (target."details" ->> 'ownerId', target."details" ->> 'approverId')
      OR coalesce(jsonb_exists(target."details" -> 'contributorIds', n::text), false)))
END`);
