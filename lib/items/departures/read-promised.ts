import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { owedBySql } from '../promises/owed-sql.ts';
import { lineItem, lineJoins, shortened } from './line-sql.ts';
import { isTold, type Left } from './read-due.ts';
import type { Lines, PromisedLine } from './types.ts';

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
    ), owed AS (
      SELECT p."itemId", p."text", p."dueAt", p."madeById" <> ${member} AND i."heldSince" > ${left.leftAt.toISOString()}::timestamptz AS passed,
        greatest(p."openedAt", p."dueAt" - interval '1 day') AS began, i."heldSince"
      FROM "item" i JOIN "item_promise" p ON p."workspaceId" = i."workspaceId" AND p."itemId" = i."id"
      WHERE i."workspaceId" = ${workspace} AND i."openPromises" > 0 AND p."state" = 'open' AND ${owedBySql} = ${member}
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
