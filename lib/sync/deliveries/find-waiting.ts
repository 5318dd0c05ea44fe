import { asDispatcher } from '#lib/db/in-workspace.ts';
import type { Receiver } from './types.ts';

/**
 * Finds channels with deliveries that a job should have processed by now.
 * @param graceMs how long to wait for the job first, in milliseconds
 */
export async function findWaitingDeliveries(limit: number, graceMs: number): Promise<Receiver[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<Receiver[]>`
      SELECT c."workspaceId", c."id" AS "channelId" FROM "channel" c
      WHERE c."status" IN ('connected', 'reconnect') AND EXISTS (
        SELECT FROM "webhook_delivery" d
        WHERE d."workspaceId" = c."workspaceId" AND d."channelId" = c."id" AND d."state" = 'received'
          AND d."receivedAt" < now() - ${graceMs} * interval '1 millisecond' AND (d."nextAt" IS NULL OR d."nextAt" <= now()))
      LIMIT ${limit}`,
  );
}
