import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { writeItems } from '../change/write-items.ts';
import { leaseEnd } from './claim-item.ts';
import { LEASE_MS } from '../types.ts';

/**
 * The heartbeat of a member at work: renews the leases of her claims. Leases with more than two thirds of their time
 * left are skipped, so that a heartbeat each minute writes little.
 * @returns how many claims were renewed
 */
export const renewClaims = defineAct('items.work', async (caller): Promise<number> => {
  const now = new Date();
  return await asMember(caller, async (tx) => {
    const renewed = writeItems({
      by: caller,
      event: 'lease_renewed',
      values: { claimedUntil: leaseEnd(now) },
      which: Prisma.sql`i."ownerId" = ${caller.memberId}::uuid AND i."statusCode" IN (1, 2, 3)
        AND i."claimedUntil" > ${now.toISOString()}::timestamptz
        AND i."claimedUntil" < ${new Date(now.getTime() + (LEASE_MS * 2) / 3).toISOString()}::timestamptz`,
    });
    const [row] = await tx.$queryRaw<{ renewed: number }[]>`
      WITH ${renewed} SELECT count(*)::int AS renewed FROM changed`;
    return row?.renewed ?? 0;
  });
});
