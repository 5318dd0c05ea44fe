import { asDispatcher } from '#lib/db/in-workspace.ts';

/** How long a notification is kept that was read, and one that was not, in days from when it was made. */
const READ_DAYS = 90;
const UNREAD_DAYS = 365;
/** How many one transaction deletes. */
const CHUNK = 5_000;

/** Deletes old notifications with what was delivered of them; those of archived workspaces go with the workspace. */
export async function pruneNotifications(): Promise<void> {
  for (;;) {
    const deleted = await asDispatcher(
      (tx) => tx.$executeRaw`
        DELETE FROM "notification" n USING (
          SELECT "workspaceId", "id" FROM "notification"
          WHERE "createdAt" < now() - make_interval(days => ${READ_DAYS}::int)
            AND ("readAt" IS NOT NULL OR "createdAt" < now() - make_interval(days => ${UNREAD_DAYS}::int))
          ORDER BY "createdAt" LIMIT ${CHUNK}::int
        ) AS old WHERE n."workspaceId" = old."workspaceId" AND n."id" = old."id"`,
    );
    if (deleted < CHUNK) return;
  }
}
