import { Prisma } from '#lib/db/generated/client.ts';
import { cutText } from '#lib/text/cut-text.ts';
import type { NotificationView } from './types.ts';

/** The longest beginning of a note that is shown, in characters. */
const EXCERPT = 160;

export type RawNotification = Omit<NotificationView, 'createdAt' | 'readAt'> & { createdAt: Date; readAt: Date | null };

/** What is shown of a row `n` of `notification`. What its reader may not see is hidden by the database. */
export const notificationColumns = Prisma.sql`
  n."id"::text, n."kind", n."createdAt", n."readAt", left(note."text", ${EXCERPT * 2}::int) AS "excerpt",
  CASE WHEN actor."id" IS NOT NULL THEN json_build_object('id', actor."id", 'name', u."name") END AS "actor",
  CASE WHEN i."id" IS NOT NULL THEN json_build_object('id', i."id", 'network', i."network", 'contactName',
    coalesce(identity."name", contact."name")) END AS "item",
  CASE WHEN c."id" IS NOT NULL THEN json_build_object('id', c."id", 'name', c."name", 'handle', c."handle") END AS "channel"`;

export const notificationJoins = Prisma.sql`
  LEFT JOIN "note" note ON note."workspaceId" = n."workspaceId" AND note."id" = n."noteId"
  LEFT JOIN "member" actor ON actor."workspaceId" = n."workspaceId" AND actor."id" = n."actorId"
  LEFT JOIN "user" u ON u."id" = actor."userId"
  LEFT JOIN "item" i ON i."workspaceId" = n."workspaceId" AND i."id" = n."itemId"
  LEFT JOIN "contact" contact ON contact."workspaceId" = i."workspaceId" AND contact."id" = i."contactId"
  LEFT JOIN LATERAL (
    SELECT d."name" FROM "identity" d
    WHERE d."workspaceId" = i."workspaceId" AND d."contactId" = i."contactId" AND d."network" = i."network" LIMIT 1
  ) identity ON true
  LEFT JOIN "channel" c ON c."workspaceId" = n."workspaceId" AND c."id" = n."channelId"`;

export function notificationView(row: RawNotification): NotificationView {
  const { id, kind, actor, item, channel, excerpt, createdAt, readAt } = row;
  return {
    id,
    kind,
    actor,
    item,
    channel,
    excerpt: excerpt === null ? null : cutText(excerpt, EXCERPT),
    createdAt: createdAt.toISOString(),
    readAt: readAt?.toISOString() ?? null,
  };
}
