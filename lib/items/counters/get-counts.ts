import { defineAct } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import type { Sight } from '#lib/db/enter-workspace.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { ownerIsDone } from '../list/choose-items.ts';
import { waitingByTeam } from '../team/team-counts.ts';
import { countMatching } from '../list/count-matching.ts';
import { seenNumber } from './seen-number.ts';
import type { Counts } from '#lib/items/counters/types.ts';
import { EXPIRING_MS, type ItemFilter, itemKinds, itemStatuses } from '../types.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

type Row = {
  dimension:
    | 'status'
    | 'channel'
    | 'kind'
    | 'owner'
    | 'failed'
    | 'approval'
    | 'scheduled'
    | 'promised'
    | 'expiring'
    | 'contributing'
    | 'ownerDone'
    | 'team';
  key: string;
  n: number;
};

type Input = { filter?: ItemFilter };

/**
 * The exact numbers beside the views. They come from counters that every change of an item updates; only items that
 * expire soon, have a reply to approve, a scheduled one, something promised or a part of the caller's beside the owner's, or wait in a team's queue are counted.
 * @param input.filter also counts the items that match; `matching` is absent for a search, which is not counted
 * @throws Refusal `invalid` naming a field of the filter
 */
export const getCounts = defineAct('items.read', async (caller, { filter }: Input = {}): Promise<Counts> => {
  return await asMember(caller, async (tx, sight) => {
    const counts = fromRows(caller, await readRows(tx, caller, sight));
    const matching = filter ? await countMatching(tx, caller, { filter, sight }) : null;
    return { ...counts, ...(matching === null ? {} : { matching }) };
  });
});

async function readRows(tx: Tx, caller: Caller, sight: Sight): Promise<Row[]> {
  const now = new Date();
  const soon = new Date(now.getTime() + EXPIRING_MS);
  return await tx.$queryRaw<Row[]>(Prisma.sql`${prepared}
    WITH number AS (
      SELECT "dimension", "key", sum(items) AS items, sum(failed) AS failed
      FROM (
        ${keptNumbers(caller, sight)}
      ) AS kept
      GROUP BY 1, 2
    )
    SELECT "dimension", "key", items AS n FROM number
    WHERE "dimension" <> 'owner' OR "key" IN (${NOBODY}, ${caller.memberId})
    UNION ALL
    SELECT 'failed', '', coalesce(sum(failed), 0) FROM number WHERE "dimension" = 'status'
    UNION ALL
    SELECT 'contributing', '', count(*)::float8
    FROM "item_contributor" c JOIN "item" i ON i."workspaceId" = c."workspaceId" AND i."id" = c."itemId"
    WHERE c."memberId" = ${caller.memberId}::uuid AND c."statusCode" = 1 AND c."doneAt" IS NULL
      AND i."ownerId" IS DISTINCT FROM ${caller.memberId}::uuid
    UNION ALL
    SELECT 'ownerDone', '', count(*)::float8 FROM "item" i
    WHERE i."ownerId" = ${caller.memberId}::uuid AND i."statusCode" = 1 AND ${ownerIsDone}
    UNION ALL
    ${waitingByTeam}
    UNION ALL
    SELECT 'approval', '', count(*)::float8 FROM "item" WHERE "awaitingApprovals" > 0
    UNION ALL
    SELECT 'scheduled', '', count(*)::float8 FROM "item" WHERE "scheduledReplies" > 0
    UNION ALL
    SELECT 'promised', '', count(*)::float8 FROM "item" WHERE "openPromises" > 0
    UNION ALL
    SELECT 'expiring', '', count(*)::float8 FROM "item"
    WHERE "statusCode" = 1 AND "replyDeadline" > ${now.toISOString()}::timestamptz
      AND "replyDeadline" <= ${soon.toISOString()}::timestamptz`);
}

/**
 * The numbers as the member sees them: over all channels or the sum of some, and without the confidential items, of which
 * those that the member sees are few and are counted.
 */
function keptNumbers(caller: Caller, { channels, hidesConfidential }: Sight): Prisma.Sql {
  const number = (column: 'items' | 'failed') => seenNumber(Prisma.raw('c'), column, hidesConfidential);
  const numbers = Prisma.sql`(${number('items')})::float8 AS items, (${number('failed')})::float8 AS failed`;
  const kept = channels
    ? Prisma.sql`"item_channel_count" c WHERE c."channelId" = ANY(${channels}::uuid[])
        AND (c."dimension" <> 'owner' OR c."key" IN (${NOBODY}, ${caller.memberId}))`
    : Prisma.sql`"item_count" c`;
  const named = Prisma.sql`
    UNION ALL
    SELECT d."dimension", d."key", 1, i."sendFailed"::int FROM "item" i
    CROSS JOIN LATERAL count_dimensions(i."status", owner_key(i."ownerId"), i."channelId", i."kind") d
    WHERE i."confidentialTo" IS NOT NULL`;
  return Prisma.sql`SELECT c."dimension", c."key", ${numbers} FROM ${kept}
    UNION ALL
    SELECT d."dimension", d."key", ${numbers} FROM "item_counter_delta" c
    CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
    ${hidesConfidential ? named : Prisma.empty}`;
}

function fromRows(caller: Caller, rows: Row[]): Counts {
  const sum = (dimension: Row['dimension'], key = '') =>
    rows.find((row) => row.dimension === dimension && row.key === key)?.n ?? 0;
  const of = <Key extends string>(dimension: Row['dimension'], keys: readonly Key[]) =>
    Object.fromEntries(keys.map((key) => [key, sum(dimension, key)])) as Record<Key, number>; // one entry a key
  const byStatus = of('status', itemStatuses);
  return {
    byStatus,
    byView: {
      open: byStatus.open,
      mine: sum('owner', caller.memberId) - sum('ownerDone') + sum('contributing'),
      unassigned: sum('owner', NOBODY),
      waiting: byStatus.waiting,
      snoozed: byStatus.snoozed,
      resolved: byStatus.resolved,
      approval: sum('approval'),
      scheduled: sum('scheduled'),
      promised: sum('promised'),
      failed: sum('failed'),
      expiring: sum('expiring'),
    },
    byChannel: Object.fromEntries(
      rows.flatMap(({ dimension, key, n }) => (dimension === 'channel' && n > 0 ? [[key, n]] : [])),
    ),
    byKind: of('kind', itemKinds),
    byTeam: Object.fromEntries(rows.flatMap(({ dimension, key, n }) => (dimension === 'team' ? [[key, n]] : []))),
  };
}
