import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { cutText } from '#lib/text/cut-text.ts';
import { shownSql } from './shown-sql.ts';
import { NOTIFICATIONS_PAGE, type NotificationPage, type NotificationView, UNREAD_LIMIT } from './types.ts';

/** The longest beginning of a note that is shown, in characters. */
const EXCERPT = 160;

type Row = Omit<NotificationView, 'createdAt' | 'readAt'> & { createdAt: Date; readAt: Date | null };

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
        await tx.$queryRaw<Row[]>(Prisma.sql`
        SELECT n."id"::text, n."kind", n."createdAt", n."readAt", left(note."text", ${EXCERPT * 2}::int) AS "excerpt",
          CASE WHEN actor."id" IS NOT NULL THEN json_build_object('id', actor."id", 'name', u."name") END AS "actor",
          CASE WHEN i."id" IS NOT NULL THEN json_build_object('id', i."id", 'network', i."network", 'contactName',
            coalesce(identity."name", contact."name")) END AS "item",
          CASE WHEN c."id" IS NOT NULL THEN json_build_object('id', c."id", 'name', c."name", 'handle', c."handle") END AS "channel"
        FROM "notification" n
        LEFT JOIN "note" note ON note."workspaceId" = n."workspaceId" AND note."id" = n."noteId"
        LEFT JOIN "member" actor ON actor."workspaceId" = n."workspaceId" AND actor."id" = n."actorId"
        LEFT JOIN "user" u ON u."id" = actor."userId"
        LEFT JOIN "item" i ON i."workspaceId" = n."workspaceId" AND i."id" = n."itemId"
        LEFT JOIN "contact" contact ON contact."workspaceId" = i."workspaceId" AND contact."id" = i."contactId"
        LEFT JOIN LATERAL (
          SELECT d."name" FROM "identity" d
          WHERE d."workspaceId" = i."workspaceId" AND d."contactId" = i."contactId" AND d."network" = i."network" LIMIT 1
        ) identity ON true
        LEFT JOIN "channel" c ON c."workspaceId" = n."workspaceId" AND c."id" = n."channelId"
        WHERE n."workspaceId" = ${caller.workspaceId}::uuid AND n."memberId" = ${caller.memberId}::uuid AND ${shownSql}
          AND (${before}::uuid IS NULL OR (n."createdAt", n."id") < (
            SELECT last."createdAt", last."id" FROM "notification" last
            WHERE last."workspaceId" = ${caller.workspaceId}::uuid AND last."id" = ${before}::uuid))
        ORDER BY n."createdAt" DESC, n."id" DESC LIMIT ${NOTIFICATIONS_PAGE + 1}`),
    );
    const shown = rows.slice(0, NOTIFICATIONS_PAGE);
    return {
      notifications: shown.map((row) => ({
        ...row,
        excerpt: row.excerpt === null ? null : cutText(row.excerpt, EXCERPT),
        createdAt: row.createdAt.toISOString(),
        readAt: row.readAt?.toISOString() ?? null,
      })),
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
