import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { owedBySql } from '../promises/owed-sql.ts';
import { lineItem, lineJoins, shortened } from './line-sql.ts';
import { isTold, type Left } from './read-due.ts';
import { HELD_LIMIT, type Lines, type PromisedLine } from './types.ts';

type Row = Omit<PromisedLine, 'dueAt'> & { dueAt: Date; total: number };

/**
 * The items on which the caller owes what is due today, in their time zone, or late; and those with a promise of a colleague that
 * passed to them since they left. The soonest first.
 */
export async function readPromised(tx: Tx, caller: Caller, left: Left, limit: number): Promise<Lines<PromisedLine>> {
  const workspace = Prisma.sql`${caller.workspaceId}::uuid`;
  const member = Prisma.sql`${caller.memberId}::uuid`;
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH zone AS (
      SELECT coalesce((SELECT a."timeZone" FROM "member_availability" a WHERE a."workspaceId" = w."id" AND a."memberId" = ${member}),
        w."timeZone") AS name
      FROM "workspace" w WHERE w."id" = ${workspace}
    ), day AS (
      SELECT (date_trunc('day', now() AT TIME ZONE name) + interval '1 day') AT TIME ZONE name AS ends FROM zone
    ), theirs AS MATERIALIZED (
      (SELECT "id" FROM "item" WHERE "workspaceId" = ${workspace} AND "ownerId" = ${member} AND "openPromises" > 0
        ORDER BY "promiseDueAt", "id" LIMIT ${HELD_LIMIT})
      UNION
      (SELECT p."itemId" FROM "item_promise" p JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = p."itemId"
        WHERE p."workspaceId" = ${workspace} AND p."madeById" = ${member} AND p."state" = 'open' AND i."ownerId" IS NULL
        ORDER BY p."dueAt", p."id" LIMIT ${HELD_LIMIT})
    ), owed AS (
      SELECT p."itemId", p."text", p."dueAt", p."madeById" <> ${member} AND i."heldSince" > ${left.leftAt.toISOString()}::timestamptz AS passed,
        greatest(p."openedAt", p."dueAt" - interval '1 day') AS began, i."heldSince"
      FROM theirs JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = theirs."id"
      JOIN "item_promise" p ON p."workspaceId" = ${workspace} AND p."itemId" = i."id"
      WHERE p."state" = 'open' AND ${owedBySql} = ${member}
    ), promised AS (
      SELECT "itemId", (array_agg("text" ORDER BY "dueAt"))[1] AS "text", min("dueAt") AS "dueAt", count(*)::int AS "count",
        bool_or(passed) AS "isPassedOn"
      FROM owed, day
      WHERE ("dueAt" < day.ends OR passed)
        AND (${isTold(Prisma.sql`began`, left)} OR passed AND ${isTold(Prisma.sql`"heldSince"`, left)})
      GROUP BY 1
    )
    SELECT (SELECT count(*)::int FROM promised) AS "total", p."text", p."dueAt", p."count", p."isPassedOn", ${lineItem} AS "item"
    FROM promised p JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = p."itemId" ${lineJoins}
    ORDER BY p."dueAt", i."id" LIMIT ${Math.max(limit, 1)}::int`);
  const lines = rows.slice(0, limit);
  return {
    total: rows[0]?.total ?? 0,
    lines: lines.map(({ item, text, dueAt, count, isPassedOn }) => ({
      item: shortened(item),
      text,
      dueAt: dueAt.toISOString(),
      count,
      isPassedOn,
    })),
  };
}
