import { asDispatcher } from '#lib/db/in-workspace.ts';

/** Channels whose history is not read to its end, and that nobody reads now. */
export async function findUnfinishedHistories(limit: number): Promise<{ workspaceId: string; channelId: string }[]> {
  return await asDispatcher(
    (tx) => tx.$queryRaw<{ workspaceId: string; channelId: string }[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "backfilledAt" IS NULL AND "status" = 'connected' AND "failedPulls" = 0
        AND ("pullLeaseUntil" IS NULL OR "pullLeaseUntil" < now()) AND ("limitedUntil" IS NULL OR "limitedUntil" <= now())
      ORDER BY random() LIMIT ${limit}`,
  );
}
