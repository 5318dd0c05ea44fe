import { asDispatcher } from '#lib/db/in-workspace.ts';

export type DueChannel = { workspaceId: string; channelId: string };
export type DueAction = { workspaceId: string; actionId: string };

/** Channels whose pull is due and that nobody reads, most overdue first. */
export async function findDueChannels(limit: number): Promise<DueChannel[]> {
  return await asDispatcher(async (tx) => {
    return await tx.$queryRaw<DueChannel[]>`
      SELECT "workspaceId", "id" AS "channelId" FROM "channel"
      WHERE "nextPullAt" <= now() AND "status" = 'connected' AND ("pullLeaseUntil" IS NULL OR "pullLeaseUntil" < now())
      ORDER BY "nextPullAt" LIMIT ${limit}`;
  });
}

/**
 * Actions that a job should have sent by now: due for a while, or in the hands of a worker that went silent. Those of a
 * channel that is paused, or that has to be reconnected, wait for it.
 * @param graceMs how long the job itself has to come first, in milliseconds
 */
export async function findOverdueActions(limit: number, graceMs: number): Promise<DueAction[]> {
  return await asDispatcher(async (tx) => {
    return await tx.$queryRaw<DueAction[]>`
      (SELECT "workspaceId", "id" AS "actionId" FROM "action" a
        WHERE "state" = 'queued' AND "dueAt" < now() - ${graceMs} * interval '1 millisecond' AND NOT EXISTS (
          SELECT FROM "channel" c WHERE c."workspaceId" = a."workspaceId" AND c."id" = a."channelId"
            AND c."status" IN ('paused', 'reconnect'))
        ORDER BY "dueAt" LIMIT ${limit})
      UNION ALL
      (SELECT "workspaceId", "id" FROM "action"
        WHERE "state" = 'sending' AND "leaseUntil" < now() ORDER BY "leaseUntil" LIMIT ${limit})`;
  });
}
