import { defineAct } from '#lib/act.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { leaseEnd } from './claim-item.ts';
import { LEASE_MS } from './types.ts';

/**
 * The sign of life of a member at work: what she claimed stays hers. Claims with more than two thirds of their lease
 * left are let be, so that a heartbeat each minute writes little.
 * @returns how many claims were renewed
 */
export const renewClaims = defineAct('items.work', async (caller): Promise<number> => {
  const now = new Date();
  return await inWorkspace(caller.workspaceId, async (tx) => {
    return await tx.$executeRaw`
      UPDATE "item" SET "claimedUntil" = ${leaseEnd(now)}::timestamptz
      WHERE "ownerId" = ${caller.memberId}::uuid AND "statusCode" IN (1, 2, 3)
        AND "claimedUntil" > ${now.toISOString()}::timestamptz
        AND "claimedUntil" < ${new Date(now.getTime() + (LEASE_MS * 2) / 3).toISOString()}::timestamptz`;
  });
});
