import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { STREAM_LAPSE_SECONDS } from '#lib/quotas/stocks.ts';
import { assignItem } from '../assign-item.ts';
import type { Sight } from '#lib/db/enter-workspace.ts';
import { absenceOf } from '#lib/workspaces/availability/absence-of.ts';
import { readAvailabilities, readTimeZone } from '#lib/workspaces/availability/read-availability.ts';
import { alwaysHere } from '#lib/workspaces/availability/types.ts';
import { heldByOwner } from '../counters/held-by-owner.ts';
import { ownerIsDone } from '../list/choose-items.ts';
import { owedBySql } from '../promises/owed-sql.ts';
import { mayReceive } from '../members/may-receive.ts';
import { EXPIRING_MS } from '../types.ts';
import { LATE_MS, type MemberWork, type TeamWork } from './types.ts';

type Row = Omit<MemberWork, 'oldestHeldSince' | 'oldestInboundAt' | 'absence'> & {
  oldestHeldSince: Date | null;
  oldestInboundAt: Date | null;
};

/**
 * How the work is spread: for each member who may receive items, how many they hold and since when, what is late, and
 * whether they are here. A few statements, however many members.
 */
export const getTeam = defineAct(
  assignItem.permission,
  async (caller, _input: { now?: Date } = {}): Promise<TeamWork> => {
    const now = _input.now ?? new Date();
    return await asMember(caller, async (tx, sight) => ({
      members: (await readMembers(tx, caller, { now, sight })).filter(
        ({ role }) => !mayReceive({ role, channelIds: null }, null),
      ),
      unassigned: await readUnassigned(tx, sight),
    }));
  },
);

async function readMembers(tx: Tx, caller: Caller, { now, sight }: { now: Date; sight: Sight }): Promise<MemberWork[]> {
  const soon = new Date(now.getTime() + EXPIRING_MS).toISOString();
  const lateBefore = new Date(now.getTime() - LATE_MS).toISOString();
  const rows = await tx.$queryRaw<Row[]>(Prisma.sql`
    WITH held AS (
      SELECT "ownerKey", sum(n) FILTER (WHERE "status" = 'waiting') AS waiting, sum(n) FILTER (WHERE "status" = 'snoozed') AS snoozed
      FROM (${heldByOwner(sight)}) AS counter GROUP BY 1
    ), open AS (
      SELECT "ownerId", count(*) AS open, count(*) FILTER (WHERE ${ownerIsDone}) AS done, CASE WHEN bool_and("heldSince" IS NOT NULL) THEN min("heldSince") END AS since, min("lastInboundAt") AS inbound,
        count(*) FILTER (WHERE "lastInboundAt" < ${lateBefore}::timestamptz) AS late,
        count(*) FILTER (WHERE "replyDeadline" > ${now.toISOString()}::timestamptz AND "replyDeadline" <= ${soon}::timestamptz) AS expiring
      FROM "item" i WHERE "statusCode" = 1 AND "ownerId" IS NOT NULL GROUP BY 1
    ), part AS (
      SELECT c."memberId", count(*) AS parts
      FROM "item_contributor" c JOIN "item" i ON i."workspaceId" = c."workspaceId" AND i."id" = c."itemId"
      WHERE c."statusCode" = 1 AND c."doneAt" IS NULL AND i."ownerId" IS DISTINCT FROM c."memberId" GROUP BY 1
    ), owed AS (
      SELECT ${owedBySql} AS "memberId", count(*) AS promises,
        count(*) FILTER (WHERE p."dueAt" <= ${now.toISOString()}::timestamptz) AS late
      FROM "item_promise" p JOIN "item" i ON i."workspaceId" = p."workspaceId" AND i."id" = p."itemId"
      WHERE i."openPromises" > 0 AND p."state" = 'open' GROUP BY 1
    )
    SELECT m."id"::text, u."name", m."role"::text,
      EXISTS (SELECT FROM "live_stream" s WHERE s."workspaceId" = m."workspaceId" AND s."memberId" = m."id"
        AND s."seenAt" > now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})) AS "isHere",
      coalesce(open.open, 0)::float8 AS "open", coalesce(held.waiting, 0)::float8 AS "waiting",
      coalesce(held.snoozed, 0)::float8 AS "snoozed", coalesce(part.parts, 0)::float8 AS "parts",
      (coalesce(open.open, 0) - coalesce(open.done, 0) + coalesce(part.parts, 0))::float8 AS "queue",
      coalesce(open.late, 0)::float8 AS "late", coalesce(open.expiring, 0)::float8 AS "expiring",
      coalesce(owed.promises, 0)::float8 AS "promises", coalesce(owed.late, 0)::float8 AS "latePromises",
      open.since AS "oldestHeldSince", open.inbound AS "oldestInboundAt"
    FROM "member" m
    JOIN "user" u ON u."id" = m."userId"
    LEFT JOIN held ON held."ownerKey" = m."id"
    LEFT JOIN open ON open."ownerId" = m."id"
    LEFT JOIN owed ON owed."memberId" = m."id"
    LEFT JOIN part ON part."memberId" = m."id"
    WHERE m."workspaceId" = ${caller.workspaceId}::uuid AND m."removedAt" IS NULL
    ORDER BY u."name", m."id"`);
  const availabilities = await readAvailabilities(tx, caller.workspaceId);
  const timeZone = await readTimeZone(tx, caller.workspaceId);
  return rows.map((row) => ({
    ...row,
    absence: absenceOf(availabilities.get(row.id) ?? alwaysHere, timeZone, now),
    oldestHeldSince: row.oldestHeldSince?.toISOString() ?? null,
    oldestInboundAt: row.oldestInboundAt?.toISOString() ?? null,
  }));
}

async function readUnassigned(tx: Tx, sight: Sight): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT coalesce(sum(n), 0)::float8 AS n FROM (${heldByOwner(sight)}) AS counter
    WHERE "status" = 'open' AND "ownerKey" = owner_key(NULL)`;
  return row?.n ?? 0;
}
