import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { statusCode } from '../list/codes.ts';
import { LATE_MS } from '../team/types.ts';
import { EXPIRING_MS } from '../types.ts';
import { lineItem, lineJoins, shortened } from './line-sql.ts';
import type { DepartureNow } from './read-departure.ts';
import { type DueLine, HELD_LIMIT, type Lines } from './types.ts';

/** A departure that there was. */
export type Left = DepartureNow & { leftAt: Date };

type Row = Omit<DueLine, 'moment'> & { moment: Date; total: number };

/**
 * Whether what began at a moment is still to be told: after the acknowledgment, only what began between what it reached and
 * when it was given.
 */
export function isTold(moment: Prisma.Sql, { acknowledgedUntil, acknowledgedAt }: Left): Prisma.Sql {
  if (acknowledgedUntil === null || acknowledgedAt === null) return Prisma.sql`true`;
  return Prisma.sql`(${moment} > ${acknowledgedUntil.toISOString()}::timestamptz AND ${moment} <= ${acknowledgedAt.toISOString()}::timestamptz)`;
}

/**
 * The caller's open items, and those that were theirs and that nobody holds now, which wait for too long, whose reply window closes,
 * or whose snooze ended meanwhile; the most urgent first.
 */
export async function readDue(tx: Tx, caller: Caller, left: Left, limit: number): Promise<Lines<DueLine>> {
  const workspace = Prisma.sql`${caller.workspaceId}::uuid`;
  const member = Prisma.sql`${caller.memberId}::uuid`;
  const open = statusCode('open');
  const ago = (ms: number) => Prisma.sql`make_interval(secs => ${ms / 1000})`;
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH theirs AS MATERIALIZED (
      (SELECT "id" FROM "item" WHERE "workspaceId" = ${workspace} AND "ownerId" = ${member} AND "statusCode" = ${open}
        AND "ownerDoneAt" IS NULL ORDER BY "lastActivityAt" DESC, "id" DESC LIMIT ${HELD_LIMIT})
      UNION (SELECT "itemId" FROM "item_contributor" WHERE "workspaceId" = ${workspace} AND "memberId" = ${member}
        AND "statusCode" = ${open} AND "doneAt" IS NULL ORDER BY "lastActivityAt" DESC, "itemId" DESC LIMIT ${HELD_LIMIT})
      UNION SELECT d."itemId" FROM "departure_item" d
      JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = d."itemId" AND i."statusCode" = ${open} AND i."ownerId" IS NULL
      WHERE d."workspaceId" = ${workspace} AND d."memberId" = ${member} AND d."leftAt" IS NOT NULL
    ), woken AS MATERIALIZED (
      SELECT h."itemId", max(h."createdAt") AS at FROM theirs JOIN "item_history" h
      ON h."workspaceId" = ${workspace} AND h."itemId" = theirs."id" AND h."act" = 'woken'
        AND h."createdAt" > ${left.leftAt.toISOString()}::timestamptz
      GROUP BY 1
    ), due AS (
      SELECT DISTINCT ON (i."id") i."id", reason."rank", reason."name", reason.moment
      FROM theirs JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = theirs."id"
      CROSS JOIN LATERAL (
        SELECT 1 AS "rank", 'closing' AS "name", i."replyDeadline" AS moment, i."replyDeadline" - ${ago(EXPIRING_MS)} AS began
        WHERE i."replyDeadline" > now() AND i."replyDeadline" <= now() + ${ago(EXPIRING_MS)}
        UNION ALL
        SELECT 2, 'late', i."lastInboundAt", i."lastInboundAt" + ${ago(LATE_MS)}
        WHERE i."lastInboundAt" < now() - ${ago(LATE_MS)}
        UNION ALL
        SELECT 3, 'woken', woken.at, woken.at FROM woken WHERE woken."itemId" = i."id"
      ) AS reason
      WHERE ${isTold(Prisma.sql`reason.began`, left)}
      ORDER BY i."id", reason."rank"
    )
    SELECT (SELECT count(*)::int FROM due) AS "total", due."name" AS "reason", due.moment AS "moment", ${lineItem} AS "item"
    FROM due JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = due."id" ${lineJoins}
    ORDER BY due."rank", due.moment, i."id" LIMIT ${Math.max(limit, 1)}::int`);
  const lines = rows.slice(0, limit);
  return {
    total: rows[0]?.total ?? 0,
    lines: lines.map(({ item, reason, moment }) => ({ item: shortened(item), reason, moment: moment.toISOString() })),
  };
}
