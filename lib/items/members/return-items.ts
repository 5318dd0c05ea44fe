import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { writeItems } from '../change/write-items.ts';

/**
 * Takes all items from a member who leaves or may no longer work on them. What is unfinished goes back to the team with
 * an entry in its history; what is finished must not come back to somebody who is gone. Two statements, however many items.
 * @returns how many unfinished items went back
 */
export async function returnItems(tx: Tx, caller: Caller, { memberId }: { memberId: string }): Promise<number> {
  const { workspaceId } = caller;
  const owned = writeItems({
    by: caller,
    event: 'member_left',
    which: Prisma.sql`i."workspaceId" = ${workspaceId}::uuid AND i."ownerId" = ${memberId}::uuid`,
    details: { from: memberId },
  });
  const [row] = await tx.$queryRaw<{ returned: number }[]>`
    WITH ${owned} SELECT count(*)::int AS returned FROM recorded`;
  const contributed = writeItems({ by: caller, event: 'contributor_left', given: Prisma.sql`ended` });
  await tx.$executeRaw`
    WITH ended AS (
      DELETE FROM "item_contributor" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${memberId}::uuid
      RETURNING "itemId"
    ), ${contributed}
    SELECT FROM changed`;
  await tx.$executeRaw`
    DELETE FROM "item_request" WHERE "workspaceId" = ${workspaceId}::uuid AND "memberId" = ${memberId}::uuid`;
  return row?.returned ?? 0;
}
