import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { notificationColumns, notificationJoins, notificationView, type RawNotification } from './notification-row.ts';
import { shownSql } from './shown-sql.ts';
import { NOTIFICATIONS_PAGE, type NotificationPage, UNREAD_LIMIT } from './types.ts';

/**
 * The caller's notifications, latest first.
 * @param input.cursor the id of the last one that is known
 */
export const listNotifications = defineAct(
  'items.read',
  async (caller, { cursor }: { cursor?: string | undefined } = {}): Promise<NotificationPage> => {
    const before = cursor === undefined ? null : uuid(cursor);
    const rows = await asMember(
      caller,
      async (tx) =>
        await tx.$queryRaw<RawNotification[]>(Prisma.sql`
        SELECT ${notificationColumns} FROM "notification" n ${notificationJoins}
        WHERE n."workspaceId" = ${caller.workspaceId}::uuid AND n."memberId" = ${caller.memberId}::uuid AND ${shownSql}
          AND (${before}::uuid IS NULL OR (n."createdAt", n."id") < (
            SELECT last."createdAt", last."id" FROM "notification" last
            WHERE last."workspaceId" = ${caller.workspaceId}::uuid AND last."id" = ${before}::uuid))
        ORDER BY n."createdAt" DESC, n."id" DESC LIMIT ${NOTIFICATIONS_PAGE + 1}`),
    );
    const shown = rows.slice(0, NOTIFICATIONS_PAGE);
    return {
      notifications: shown.map(notificationView),
      nextCursor: rows.length > NOTIFICATIONS_PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
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
