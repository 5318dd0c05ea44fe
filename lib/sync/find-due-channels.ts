import { asDispatcher } from '#lib/db/in-workspace.ts';

type DueChannel = { workspaceId: string; channelId: string };

/** Channels whose pull is due and that no worker reads now, most overdue first. */
export async function findDueChannels(limit: number): Promise<DueChannel[]> {
  return await asDispatcher(async (tx) => {
    return await tx.$queryRaw<DueChannel[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "nextPullAt" <= now() AND "status" = 'connected' AND ("pullLeaseUntil" IS NULL OR "pullLeaseUntil" < now())
      ORDER BY "nextPullAt" LIMIT ${limit}`;
  });
}
