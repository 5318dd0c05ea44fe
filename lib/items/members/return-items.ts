import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { passOnCases } from '../cases/pass-on-cases.ts';
import { writeItems } from '../change/write-items.ts';

/**
 * Takes all items from a member who leaves or may no longer work on them. What is unfinished goes back to the team with
 * an entry in its history; what is finished must not come back to somebody who is gone. A few statements, however many items.
 * @returns how many unfinished items went back
 */
export async function returnItems(tx: Tx, caller: Caller, { memberId }: { memberId: string }): Promise<number> {
  await passOnCases(tx, caller.workspaceId, { memberId, successorId: null });
  const returned = await takeItems(tx, caller, { memberId, which: Prisma.sql`true` });
  // Whoever comes back later is not named in what was confidential then, and nobody waits for a sign of who is gone.
  const unnamed = writeItems({
    by: caller,
    event: 'content_changed',
    which: Prisma.sql`i."workspaceId" = ${caller.workspaceId}::uuid AND (${memberId}::uuid = ANY (i."confidentialTo")
      OR i."lapsedOwnerId" = ${memberId}::uuid)`,
    facts: {
      confidentialTo: Prisma.sql`array_remove(i."confidentialTo", ${memberId}::uuid)`,
      lapsedOwnerId: Prisma.sql`nullif(i."lapsedOwnerId", ${memberId}::uuid)`,
    },
  });
  await tx.$executeRaw`WITH ${unnamed} SELECT FROM changed`;
  return returned;
}

/** The same for the items in channels that the member does not see any more. */
export async function returnUnseenItems(tx: Tx, caller: Caller, { memberId }: { memberId: string }): Promise<number> {
  // A member who sees all channels has no list of them: the condition is then null, and takes nothing.
  const which = Prisma.sql`i."channelId" <> ALL (
    (SELECT channels_of_member(${caller.workspaceId}::uuid, ${memberId}::uuid))::uuid[])`;
  return await takeItems(tx, caller, { memberId, which });
}

async function takeItems(
  tx: Tx,
  caller: Caller,
  { memberId, which }: { memberId: string; which: Prisma.Sql },
): Promise<number> {
  const { workspaceId } = caller;
  const owned = writeItems({
    by: caller,
    event: 'member_left',
    which: Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND i."ownerId" = ${memberId}::uuid AND ${which}`,
    details: { from: memberId },
  });
  const [row] = await tx.$queryRaw<{ returned: number }[]>`
    WITH ${owned} SELECT count(*)::int AS returned FROM recorded`;
  const contributed = writeItems({ by: caller, event: 'contributor_left', given: Prisma.sql`ended` });
  await tx.$executeRaw`
    WITH ended AS (
      DELETE FROM "item_contributor" c USING "item" i
      WHERE c."workspaceId" = ${workspaceId}::uuid AND c."memberId" = ${memberId}::uuid
        AND i."workspaceId" = c."workspaceId" AND i."id" = c."itemId" AND ${which}
      RETURNING c."itemId"
    ), ${contributed}
    SELECT FROM changed`;
  await tx.$executeRaw`
    DELETE FROM "item_request" r USING "item" i
    WHERE r."workspaceId" = ${workspaceId}::uuid AND r."memberId" = ${memberId}::uuid
      AND i."workspaceId" = r."workspaceId" AND i."id" = r."itemId" AND ${which}`;
  return row?.returned ?? 0;
}
