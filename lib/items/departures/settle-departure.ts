import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { entriesSql, LATE_COMMIT_MS } from './entries-sql.ts';
import { type DepartureNow, readDeparture } from './read-departure.ts';
import { KEPT_IDS } from './types.ts';

/** The most items that the caller held when they left and no longer holds, of which changes are shown: the last ones. */
const GIVEN_UP_LIMIT = 1_000;

/**
 * Records that the caller has left, where they were last seen long enough ago: what was theirs then is kept apart from
 * what is theirs later. What they have not acknowledged of an earlier departure stays, since that one.
 * @param known read with its lock
 * @returns what is recorded now
 */
export async function settleDeparture(tx: Tx, caller: Caller, known: DepartureNow): Promise<DepartureNow> {
  if (!known.isOverdue) return known;
  const isPending = known.leftAt !== null && known.acknowledgedAt === null;
  const leftAt = isPending ? known.leftAt : known.seenAt;
  await keepWhatWasTheirs(tx, caller, { known, isPending });
  await forgetTheOldest(tx, caller);
  await tx.$executeRaw`
    UPDATE "member_departure" SET "isAway" = true, "leftAt" = ${leftAt?.toISOString() ?? null}::timestamptz,
      "acknowledgedUntil" = NULL, "acknowledgedAt" = NULL, "seenIds" = '{}',
      "earlierSeenIds" = ARRAY(SELECT DISTINCT s FROM unnest("seenIds" || "earlierSeenIds") AS s ORDER BY s DESC LIMIT ${KEPT_IDS})
    WHERE "workspaceId" = ${caller.workspaceId}::uuid AND "memberId" = ${caller.memberId}::uuid`;
  return { ...known, isAway: true, isOverdue: false, leftAt, acknowledgedUntil: null, acknowledgedAt: null };
}

async function keepWhatWasTheirs(
  tx: Tx,
  caller: Caller,
  { known, isPending }: { known: DepartureNow; isPending: boolean },
): Promise<void> {
  const own = Prisma.sql`"workspaceId" = ${caller.workspaceId}::uuid AND "memberId" = ${caller.memberId}::uuid`;
  const seenAt = Prisma.sql`${known.seenAt.toISOString()}::timestamptz`;
  if (isPending) {
    await tx.$executeRaw`UPDATE "departure_item" SET "leftAt" = ${seenAt} WHERE ${own} AND "isHeld" AND "leftAt" IS NULL`;
    return;
  }
  const remaining = await readUnacknowledged(tx, caller, known);
  const since = Prisma.sql`${known.acknowledgedUntil?.toISOString() ?? null}::timestamptz - make_interval(secs => ${LATE_COMMIT_MS / 1000})`;
  const remains = Prisma.sql`"itemId" = ANY(${remaining}::uuid[])`;
  await tx.$executeRaw`DELETE FROM "departure_item" WHERE ${own} AND NOT "isHeld" AND NOT ${remains}`;
  await tx.$executeRaw`UPDATE "departure_item"
    SET "leftAt" = CASE WHEN ${remains} THEN greatest("leftAt", ${since}) ELSE ${seenAt} END WHERE ${own}`;
}

/** For a member who never takes note, there would be more and more with each departure. */
async function forgetTheOldest(tx: Tx, { workspaceId, memberId }: Caller): Promise<void> {
  const givenUp = Prisma.sql`"workspaceId" = ${workspaceId}::uuid AND "memberId" = ${memberId}::uuid AND NOT "isHeld"`;
  await tx.$executeRaw`DELETE FROM "departure_item" WHERE ${givenUp} AND "itemId" IN (
    SELECT "itemId" FROM "departure_item" WHERE ${givenUp} ORDER BY "leftAt" DESC, "itemId" DESC OFFSET ${GIVEN_UP_LIMIT})`;
}

/** The items with something that happened before the acknowledgment and was not shown when it was given. */
async function readUnacknowledged(tx: Tx, caller: Caller, known: DepartureNow): Promise<string[]> {
  if (known.acknowledgedAt === null) return [];
  const rows = await tx.$queryRaw<{ itemId: string }[]>`
    WITH ${entriesSql(caller, { ...known, heldSince: null })} SELECT DISTINCT "itemId"::text FROM entry`;
  return rows.map(({ itemId }) => itemId);
}

/** Reads the caller's departure for a change of it, with what has to be recorded first. Null: they have never been here. */
export async function openDeparture(tx: Tx, caller: Caller, at: Date | null = null): Promise<DepartureNow | null> {
  const known = await readDeparture(tx, caller, { isLocked: true, at });
  return known && (await settleDeparture(tx, caller, known));
}
