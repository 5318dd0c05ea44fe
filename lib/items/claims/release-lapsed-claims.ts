import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher } from '#lib/db/in-workspace.ts';
import { type ItemChange } from '../change/change-items.ts';
import { changeDueItems, type DueItem } from '../change/change-due-items.ts';

/**
 * Releases open items whose lease has ended: their owner stopped working. An answered or resolved item keeps its owner;
 * if it is open again later, the ended lease releases it then.
 * @returns how many items were released
 */
export async function releaseLapsedClaims(now = new Date()): Promise<number> {
  const moment = now.toISOString();
  return await changeDueItems(
    (limit) =>
      asDispatcher(
        (tx) => tx.$queryRaw<DueItem[]>`
          SELECT "workspaceId"::text, "id"::text FROM "item"
          WHERE "claimedUntil" < ${moment}::timestamptz AND "status" = 'open' ORDER BY "claimedUntil" LIMIT ${limit}`,
      ),
    lapsing(moment),
  );
}

const lapsing = (moment: string): ItemChange => ({
  event: 'claim_lapsed',
  details: Prisma.sql`jsonb_build_object('ownerId', target."ownerId")`,
  where: Prisma.sql`target."claimedUntil" < ${moment}::timestamptz`,
});
