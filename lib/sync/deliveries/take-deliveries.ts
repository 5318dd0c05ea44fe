import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';
import type { Receiver } from './types.ts';

/** Deliveries that a worker takes at once. */
export const BATCH = 200;

export type TakenDelivery = {
  id: string;
  receivedAt: Date;
  headers: Record<string, string>;
  body: string;
  attempts: number;
};

/**
 * Takes the oldest waiting deliveries under a lease: a second worker gets others, and those of a dead worker are taken
 * again when the lease ends.
 */
export async function takeDeliveries(tx: Tx, { workspaceId, channelId }: Receiver): Promise<TakenDelivery[]> {
  const until = new Date(Date.now() + env().PARVIS_LEASE_SECONDS * 1000);
  const taken = await tx.$queryRaw<TakenDelivery[]>`
    UPDATE "webhook_delivery" d SET "nextAt" = ${until}
    FROM (
      SELECT "id", "receivedAt" FROM "webhook_delivery"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid AND "state" = 'received'
        AND ("nextAt" IS NULL OR "nextAt" <= now())
      ORDER BY "receivedAt", "id" LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ) AS waiting
    WHERE d."workspaceId" = ${workspaceId}::uuid AND d."id" = waiting."id" AND d."receivedAt" = waiting."receivedAt"
    RETURNING d."id", d."receivedAt", d."headers", d."body", d."attempts"`;
  return taken.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || (a.id < b.id ? -1 : 1));
}
