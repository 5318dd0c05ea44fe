import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonText } from '#lib/db/json-rows.ts';
import type { Rights } from '#lib/networks/contract.ts';
import type { IngestBatch } from './types.ts';
import type { ArrivingMessage } from './batch.ts';

export type ChannelRow = {
  workspaceId: string;
  id: string;
  network: string;
  createdAt: Date;
  recentLagsMs: number[];
  rights: Rights;
};

/** From how many lags the channel's percentiles are computed. */
const LAGS_STORED = 200;

/**
 * Locks the channel's row, which serializes all ingests of one channel.
 * @returns null when the channel is gone or the caller has lost the lease
 */
export async function lockChannel(
  tx: Tx,
  { workspaceId, channelId, leaseId }: IngestBatch,
): Promise<ChannelRow | null> {
  const lease = leaseId ? Prisma.sql`AND "pullLeaseId" = ${leaseId}::uuid` : Prisma.empty;
  const [channel] = await tx.$queryRaw<ChannelRow[]>`
    SELECT "workspaceId", "id", "network", "createdAt", "recentLagsMs", "rights" FROM "channel"
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${channelId}::uuid ${lease}
    FOR NO KEY UPDATE`;
  return channel ?? null;
}

/** Stores the cursor, the time of the latest message, and how long messages took to arrive. */
export async function recordArrival(
  tx: Tx,
  channel: ChannelRow,
  { fresh, cursor }: { fresh: ArrivingMessage[]; cursor: unknown },
): Promise<void> {
  if (cursor !== undefined) {
    await tx.$executeRaw`
      INSERT INTO "channel_cursor" ("workspaceId", "channelId", "value", "updatedAt")
      VALUES (${channel.workspaceId}::uuid, ${channel.id}::uuid, ${jsonText(cursor)}::jsonb, now())
      ON CONFLICT ("workspaceId", "channelId") DO UPDATE SET "value" = EXCLUDED."value", "updatedAt" = now()`;
  }
  const newest = fresh.at(-1);
  if (!newest) return;
  const now = Date.now();
  // Messages from before the channel was connected are backfill and do not measure our speed.
  const lags = fresh
    .filter(({ direction, createdAt }) => direction === 'inbound' && createdAt > channel.createdAt)
    .map(({ createdAt }) => Math.min(Math.max(now - createdAt.getTime(), 0), 2_147_483_647));
  await tx.$executeRaw`
    UPDATE "channel" SET
      "lastMessageAt" = greatest("lastMessageAt", ${newest.createdAt}),
      "recentLagsMs" = ${[...channel.recentLagsMs, ...lags].slice(-LAGS_STORED)}::int[]
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "id" = ${channel.id}::uuid`;
}
