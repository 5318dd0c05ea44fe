import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { mayReceive } from '#lib/items/members/may-receive.ts';
import { readReceivers } from '#lib/items/members/read-receivers.ts';
import { STREAM_LAPSE_SECONDS } from '#lib/quotas/stocks.ts';
import { absenceOf, isGoneForShift } from '#lib/workspaces/availability/absence-of.ts';
import { readAvailabilities, readTimeZone } from '#lib/workspaces/availability/read-availability.ts';
import { alwaysHere } from '#lib/workspaces/availability/types.ts';
import type { Person } from './plan-routing.ts';
import { readProfiles } from './read-routing.ts';
import { noProfile, type RoutingPersonView, type RoutingView } from './types.ts';

/** A person with what a screen shows of them. */
export type KnownPerson = Person & RoutingPersonView & { isGone: boolean };

type Fact = { id: string; load: number; isSeen: boolean; seesConfidential: boolean; teamIds: string[] };

/**
 * Everybody who may own items, with what they have, what they take and whether they are here. A constant number of
 * statements. Until the transaction ends, none of them loses a channel, their role or their membership.
 */
export async function readPeople(
  tx: Tx,
  workspaceId: string,
  { routing, now }: { routing: RoutingView; now: Date },
): Promise<KnownPerson[]> {
  const members = await tx.member.findMany({ where: { workspaceId, removedAt: null }, select: { id: true } });
  const receivers = await readReceivers(
    tx,
    members.map(({ id }) => id),
  );
  const facts = await readFacts(tx, workspaceId, routing);
  const profiles = await readProfiles(tx, workspaceId);
  const availabilities = await readAvailabilities(tx, workspaceId);
  const timeZone = await readTimeZone(tx, workspaceId);
  return receivers
    .filter((receiver) => !mayReceive(receiver, null))
    .flatMap((receiver) => {
      const fact = facts.get(receiver.id);
      if (!fact) return [];
      const profile = profiles.get(receiver.id) ?? noProfile;
      const availability = availabilities.get(receiver.id) ?? alwaysHere;
      const absence = absenceOf(availability, timeZone, now);
      return {
        ...receiver,
        ...profile,
        ...fact,
        profile,
        capacity: profile.capacity ?? (receiver.role === 'manager' ? routing.capacity : 0),
        absence,
        isHere: fact.isSeen && absence === null,
        isGone: isGoneForShift(availability, timeZone, now),
        isKept: false,
      };
    });
}

async function readFacts(tx: Tx, workspaceId: string, { weights }: RoutingView): Promise<Map<string, Fact>> {
  const weight = Object.entries(weights).map(([kind, size]) => Prisma.sql`WHEN ${kind} THEN ${size}::int`);
  const rows = await tx.$queryRaw<Fact[]>`
    WITH owned AS (
      SELECT i."ownerId", sum(CASE i."kind"::text ${Prisma.join(weight, ' ')} END) AS load
      FROM "item" i WHERE i."workspaceId" = ${workspaceId}::uuid AND i."statusCode" = 1 AND i."ownerId" IS NOT NULL
        AND i."ownerDoneAt" IS NULL
      GROUP BY 1
    )
    SELECT m."id"::text, coalesce(owned.load, 0)::float8 AS "load", m."role" IN ('admin', 'lead') AS "seesConfidential",
      EXISTS (SELECT FROM "live_stream" s WHERE s."workspaceId" = m."workspaceId" AND s."memberId" = m."id"
        AND s."seenAt" > now() - make_interval(secs => ${STREAM_LAPSE_SECONDS})) AS "isSeen",
      ARRAY(SELECT t."teamId"::text FROM "team_member" t
        WHERE t."workspaceId" = m."workspaceId" AND t."memberId" = m."id") AS "teamIds"
    FROM "member" m LEFT JOIN owned ON owned."ownerId" = m."id"
    WHERE m."workspaceId" = ${workspaceId}::uuid AND m."removedAt" IS NULL`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Those to whom items are distributed at all. */
export function receiving(people: readonly KnownPerson[]): KnownPerson[] {
  return people.filter(({ capacity }) => capacity > 0);
}
