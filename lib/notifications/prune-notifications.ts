import { asDispatcher } from '#lib/db/in-workspace.ts';

/** How long a notification is kept that was read, and one that was not, in days from when it was made. */
const READ_DAYS = 90;
const UNREAD_DAYS = 365;
/** How many one transaction deletes. */
const CHUNK = 5_000;

/** Deletes old notifications with what was delivered of them; those of archived workspaces go with the workspace. */
export async function pruneNotifications(): Promise<void> {
  // Those that stay are read once, and not again by each transaction.
  for (let from: Date | null = new Date(0); from;) from = await pruneChunk(from);
}

/** @returns where the next one begins; null at the end */
async function pruneChunk(from: Date): Promise<Date | null> {
  const [chunk] = await asDispatcher(
    (tx) => tx.$queryRaw<{ deleted: number; last: Date | null }[]>`
      WITH old AS (
        SELECT "workspaceId", "id" FROM "notification"
        WHERE "createdAt" >= ${from} AND "createdAt" < now() - make_interval(days => ${READ_DAYS}::int)
          AND ("readAt" IS NOT NULL OR "createdAt" < now() - make_interval(days => ${UNREAD_DAYS}::int))
        ORDER BY "createdAt" LIMIT ${CHUNK}::int
      ), gone AS (
        DELETE FROM "notification" n USING old WHERE n."workspaceId" = old."workspaceId" AND n."id" = old."id"
        RETURNING n."createdAt"
      )
      SELECT count(*)::int AS deleted, max("createdAt") AS last FROM gone`,
  );
  return chunk && chunk.deleted === CHUNK ? chunk.last : null;
}
