import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { statusCode } from '../list/codes.ts';
import { openDeparture } from './settle-departure.ts';
import { HELD_LIMIT } from './types.ts';

/**
 * Records that the caller is here, with what is theirs now: the items that they own or have a part in, and those in which they
 * are writing or a reply of theirs is not sent. Locks the caller's departure until the transaction ends.
 * @param at instead of the transaction's moment
 * @returns whether they had left before
 */
export async function recordSight(tx: Tx, caller: Caller, at: Date | null = null): Promise<{ wasAway: boolean }> {
  const moment = Prisma.sql`coalesce(${at?.toISOString() ?? null}::timestamptz, now())`;
  await tx.$executeRaw`INSERT INTO "member_departure" ("workspaceId", "memberId", "seenAt")
    VALUES (${caller.workspaceId}::uuid, ${caller.memberId}::uuid, ${moment}) ON CONFLICT DO NOTHING`;
  const before = await openDeparture(tx, caller, at);
  await tx.$executeRaw`UPDATE "member_departure" SET "seenAt" = greatest("seenAt", ${moment}), "isAway" = false
    WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "memberId" = ${caller.memberId}::uuid`;
  await rememberWhatIsTheirs(tx, caller);
  return { wasAway: before?.isAway ?? false };
}

async function rememberWhatIsTheirs(tx: Tx, { workspaceId, memberId }: Caller): Promise<void> {
  const workspace = Prisma.sql`${workspaceId}::uuid`;
  const member = Prisma.sql`${memberId}::uuid`;
  const own = Prisma.sql`d."workspaceId" = ${workspace} AND d."memberId" = ${member}`;
  // Each status by itself, so that each is the end of one range of the index.
  const owned = (['open', 'waiting', 'snoozed'] as const).map(
    (status) => Prisma.sql`(SELECT "id" FROM "item" WHERE "workspaceId" = ${workspace} AND "ownerId" = ${member}
      AND "statusCode" = ${statusCode(status)} ORDER BY "lastActivityAt" DESC, "id" DESC LIMIT ${HELD_LIMIT})`,
  );
  const finished = Prisma.join([statusCode('resolved'), statusCode('ignored')]);
  await tx.$executeRaw`
    WITH theirs AS MATERIALIZED (
      ${Prisma.join(owned, ' UNION ')}
      UNION (SELECT "itemId" FROM "item_contributor" WHERE "workspaceId" = ${workspace} AND "memberId" = ${member}
        AND "doneAt" IS NULL AND "statusCode" NOT IN (${finished}) LIMIT ${HELD_LIMIT})
      UNION (SELECT "itemId" FROM "draft" WHERE "workspaceId" = ${workspace} AND "memberId" = ${member} AND "text" <> ''
        LIMIT ${HELD_LIMIT})
      UNION (SELECT "itemId" FROM "action" WHERE "workspaceId" = ${workspace} AND "memberId" = ${member}
        AND "messageId" IS NOT NULL AND "state" NOT IN ('done', 'cancelled') LIMIT ${HELD_LIMIT})
    ), given_up AS (
      UPDATE "departure_item" d SET "isHeld" = false
      WHERE ${own} AND d."isHeld" AND d."leftAt" IS NOT NULL AND d."itemId" NOT IN (SELECT "id" FROM theirs)
    ), forgotten AS (
      DELETE FROM "departure_item" d
      WHERE ${own} AND d."leftAt" IS NULL AND d."itemId" NOT IN (SELECT "id" FROM theirs)
    )
    INSERT INTO "departure_item" ("workspaceId", "memberId", "itemId", "isHeld")
    SELECT ${workspace}, ${member}, i."id", true
    FROM theirs t JOIN "item" i ON i."workspaceId" = ${workspace} AND i."id" = t."id"
    WHERE t."id" NOT IN (SELECT d."itemId" FROM "departure_item" d WHERE ${own} AND d."isHeld")
    ORDER BY 3
    ON CONFLICT ("workspaceId", "memberId", "itemId") DO UPDATE SET "isHeld" = true`;
}
