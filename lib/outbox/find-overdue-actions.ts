import { asDispatcher } from '#lib/db/in-workspace.ts';

type DueAction = { workspaceId: string; actionId: string };

/**
 * Actions that a job should have sent by now: due for a while, or taken by a worker that stopped. Those of a
 * channel that is paused, or that has to be reconnected, wait for it; scheduled replies do not, because they are held then.
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
        WHERE "state" = 'scheduled' AND "dueAt" <= now() ORDER BY "dueAt" LIMIT ${limit})
      UNION ALL
      (SELECT "workspaceId", "id" FROM "action"
        WHERE "state" = 'sending' AND "leaseUntil" < now() ORDER BY "leaseUntil" LIMIT ${limit})`;
  });
}
