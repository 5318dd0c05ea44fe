import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Finds channels whose backfill is not finished and that no worker is reading now. */
export async function findUnfinishedBackfills(limit: number): Promise<{ workspaceId: string; channelId: string }[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string; channelId: string }[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "backfilledAt" IS NULL AND "status" = 'connected' AND "failedPulls" = 0
        AND ("pullLeaseUntil" IS NULL OR "pullLeaseUntil" < now()) AND ("limitedUntil" IS NULL OR "limitedUntil" <= now())
        AND ("historyWaitsUntil" IS NULL OR "historyWaitsUntil" <= now())
      ORDER BY random() LIMIT ${limit}`,
  );
}
