import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { notificationColumns, notificationJoins, notificationView, type RawNotification } from './notification-row.ts';
import { shownSql } from './shown-sql.ts';
import { NOTIFICATIONS_PAGE, type NotificationPage, UNREAD_LIMIT } from './types.ts';

/**
 * The caller's notifications, latest first.
 * @throws Refusal `invalid` for a malformed cursor
 */
export const listNotifications = defineAct(
  'items.read',
  async (caller, { cursor }: { cursor?: string | undefined } = {}): Promise<NotificationPage> => {
    const before = cursor === undefined ? null : readCursor(cursor);
    const rows = await asMember(
      caller,
      async (tx) =>
        await tx.$queryRaw<RawNotification[]>(Prisma.sql`
        SELECT ${notificationColumns} FROM "notification" n ${notificationJoins}
        WHERE n."workspaceId" = ${caller.workspaceId}::uuid AND n."memberId" = ${caller.memberId}::uuid AND ${shownSql}
          ${before ? Prisma.sql`AND (n."createdAt", n."id") < (${before.createdAt}::timestamptz, ${before.id}::uuid)` : Prisma.empty}
        ORDER BY n."createdAt" DESC, n."id" DESC LIMIT ${NOTIFICATIONS_PAGE + 1}`),
    );
    const notifications = rows.slice(0, NOTIFICATIONS_PAGE).map(notificationView);
    const last = notifications.at(-1);
    return { notifications, nextCursor: rows.length > NOTIFICATIONS_PAGE && last ? writeCursor(last) : null };
  },
);

/** How many of the caller's notifications are unread, counted up to UNREAD_LIMIT. */
export const countUnreadNotifications = defineAct('items.read', async (caller): Promise<number> => {
  const [row] = await asMember(
    caller,
    async (tx) =>
      await tx.$queryRaw<{ unread: number }[]>(Prisma.sql`
      SELECT count(*)::int AS "unread" FROM (
        SELECT FROM "notification" n
        WHERE n."workspaceId" = ${caller.workspaceId}::uuid AND n."memberId" = ${caller.memberId}::uuid AND n."readAt" IS NULL
          AND ${shownSql} LIMIT ${UNREAD_LIMIT}) AS unread`),
  );
  return row?.unread ?? 0;
});
