import { may } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import type { Place } from '#lib/db/enter-workspace.ts';
import { asPerson } from '#lib/db/in-workspace.ts';
import { prepared } from '#lib/db/statement-name.ts';
import type { Tx } from '#lib/db/tx.ts';
import { ownerIsDone } from '../list/choose-items.ts';
import { isUnread } from '../list/item-conditions.ts';
import { listItems } from '../list/list-items.ts';
import { LATE_MS } from '../team/types.ts';
import { EXPIRING_MS } from '../types.ts';
import type { PlaceCounts, PlaceView } from './types.ts';

const NOBODY = '00000000-0000-0000-0000-000000000000';

/**
 * The person's workspaces, sorted by organization and name, each with the exact numbers of what waits there for its member.
 * One statement for all of them.
 * @param given.whole also what is late and unread, which no counter knows: these are counted, at the cost of all open items
 */
export async function listPlaces(
  person: { sessionId: string },
  { now = new Date(), whole = false } = {},
): Promise<PlaceView[]> {
  return await asPerson(person, async (tx, places) => {
    const open = places.filter((place) => !place.lacksSecondFactor && may(place, listItems));
    const counts = new Map(
      (await countEach(tx, open, { now, whole })).map(({ workspaceId, ...rest }) => [workspaceId, rest]),
    );
    return places.map((place) => ({
      workspaceId: place.workspaceId,
      memberId: place.memberId,
      role: place.role,
      slug: place.slug,
      name: place.name,
      hue: place.hue,
      organization: { id: place.organizationId, name: place.organization },
      seesAllChannels: place.seesAllChannels,
      lacksSecondFactor: place.lacksSecondFactor,
      counts: counts.get(place.workspaceId) ?? null,
    }));
  });
}

type Row = PlaceCounts & { workspaceId: string };

async function countEach(
  tx: Tx,
  places: readonly Place[],
  { now, whole }: { now: Date; whole: boolean },
): Promise<Row[]> {
  if (places.length === 0) return [];
  const soon = new Date(now.getTime() + EXPIRING_MS).toISOString();
  const lateBefore = new Date(now.getTime() - LATE_MS).toISOString();
  const counted = (what: string, conditions: Prisma.Sql, from = Prisma.sql`"item" i`) => Prisma.sql`
    SELECT s."workspaceId", ${Prisma.raw(`'${what}'`)}, '', count(*), 0 FROM scope s JOIN ${from}
    ON i."workspaceId" = s."workspaceId" AND ${conditions} GROUP BY 1`;
  const sum = (condition: Prisma.Sql, column = 'items') =>
    Prisma.sql`coalesce(sum(n.${Prisma.raw(column)}) FILTER (WHERE ${condition}), 0)::float8`;
  const of = (dimension: string, key = '') => Prisma.sql`n."dimension" = ${dimension} AND n."key" = ${key}`;
  return await tx.$queryRaw<Row[]>(Prisma.sql`${prepared}
    WITH scope AS (
      SELECT * FROM unnest(${places.map(({ workspaceId }) => workspaceId)}::uuid[], ${places.map(({ memberId }) => memberId)}::uuid[],
        ${places.map(({ seesAllChannels }) => seesAllChannels)}::boolean[],
        ${places.map(({ role }) => role !== 'admin' && role !== 'lead')}::boolean[]
      ) AS place ("workspaceId", "memberId", whole, hides)
    ), kept AS (
      SELECT s."workspaceId", s.hides, c."dimension", c."key", c."items", c."failed", c."confidential", c."confidentialFailed"
      FROM scope s JOIN "item_count" c ON c."workspaceId" = s."workspaceId"
      WHERE s.whole AND (c."dimension" = 'status' OR c."dimension" = 'owner' AND c."key" IN (${NOBODY}, s."memberId"::text))
      UNION ALL
      SELECT s."workspaceId", s.hides, c."dimension", c."key", c."items", c."failed", c."confidential", c."confidentialFailed"
      FROM scope s JOIN "item_channel_count" c ON c."workspaceId" = s."workspaceId"
      WHERE NOT s.whole AND (c."dimension" = 'status' OR c."dimension" = 'owner' AND c."key" IN (${NOBODY}, s."memberId"::text))
      UNION ALL
      SELECT s."workspaceId", s.hides, d."dimension", d."key", c."items", c."failed", c."confidential", c."confidentialFailed"
      FROM scope s JOIN "item_counter_delta" c ON c."workspaceId" = s."workspaceId"
      CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
    ), number ("workspaceId", "dimension", "key", items, failed) AS (
      SELECT "workspaceId", "dimension", "key", "items" - CASE WHEN hides THEN "confidential" ELSE 0 END,
        "failed" - CASE WHEN hides THEN "confidentialFailed" ELSE 0 END FROM kept
      UNION ALL
      SELECT s."workspaceId", d."dimension", d."key", 1, i."sendFailed"::int
      FROM scope s JOIN "item" i ON i."workspaceId" = s."workspaceId" AND i."confidentialTo" IS NOT NULL
      CROSS JOIN LATERAL count_dimensions(i."status", owner_key(i."ownerId"), i."channelId", i."kind") d
      WHERE s.hides
      UNION ALL ${counted('approval', Prisma.sql`i."awaitingApprovals" > 0`)}
      UNION ALL ${counted('scheduled', Prisma.sql`i."scheduledReplies" > 0`)}
      UNION ALL ${counted('promised', Prisma.sql`i."openPromises" > 0`)}
      UNION ALL ${counted(
        'expiring',
        Prisma.sql`i."statusCode" = 1 AND i."replyDeadline" > ${now.toISOString()}::timestamptz
          AND i."replyDeadline" <= ${soon}::timestamptz`,
      )}
      ${
        whole
          ? Prisma.sql`UNION ALL ${counted('late', Prisma.sql`i."statusCode" = 1 AND i."lastInboundAt" < ${lateBefore}::timestamptz`)}
      UNION ALL ${counted('unread', Prisma.sql`i."statusCode" = 1 AND ${isUnread({ memberId: Prisma.sql`s."memberId"` })}`)}`
          : Prisma.empty
      }
      UNION ALL ${counted('ownerDone', Prisma.sql`i."statusCode" = 1 AND i."ownerId" = s."memberId" AND ${ownerIsDone}`)}
      UNION ALL ${counted(
        'contributing',
        Prisma.sql`c."memberId" = s."memberId" AND c."statusCode" = 1 AND c."doneAt" IS NULL
          AND i."ownerId" IS DISTINCT FROM s."memberId"`,
        Prisma.sql`("item_contributor" c JOIN "item" i ON i."workspaceId" = c."workspaceId" AND i."id" = c."itemId")`,
      )}
    )
    SELECT s."workspaceId"::text,
      ${sum(of('status', 'open'))} AS "open", ${sum(of('status', 'waiting'))} AS "waiting",
      ${sum(of('status', 'snoozed'))} AS "snoozed",
      ${sum(of('owner', NOBODY))} AS "unassigned",
      ${sum(Prisma.sql`n."dimension" = 'owner' AND n."key" = s."memberId"::text`)} - ${sum(of('ownerDone'))}
        + ${sum(of('contributing'))} AS "mine",
      ${sum(Prisma.sql`n."dimension" = 'status'`, 'failed')} AS "failed",
      ${sum(of('approval'))} AS "approval", ${sum(of('scheduled'))} AS "scheduled", ${sum(of('promised'))} AS "promised",
      ${sum(of('expiring'))} AS "expiring",
      ${whole ? sum(of('late')) : Prisma.sql`NULL::float8`} AS "late", ${whole ? sum(of('unread')) : Prisma.sql`NULL::float8`} AS "unread"
    FROM scope s LEFT JOIN number n ON n."workspaceId" = s."workspaceId"
    GROUP BY s."workspaceId", s."memberId"`);
}
