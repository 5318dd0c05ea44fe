import { Prisma } from '#lib/db/generated/client.ts';
import { PRESENCE_MS } from '#lib/realtime/types.ts';
import type { NotificationKind } from './types.ts';

/** What is notified, as SQL. */
export type Notifying = {
  kind: NotificationKind;
  /** A relation with the columns `workspaceId`, `memberId` (who receives it), `subjectId`, `itemId`, `channelId`, `noteId`. */
  found: Prisma.Sql;
  /** Who causes it, and is therefore not notified. */
  actorId: string | null;
};

/**
 * The one statement that writes notifications. It leaves out who caused them, who has left, and who looks at the item now; a
 * thing of which somebody was notified before is left alone. Several items under one subject (a bulk act) are one notification.
 *
 * It names no index for conflicts and returns nothing, because members write notifications that they may not read.
 */
export function notifiedSql({ kind, found, actorId }: Notifying): Prisma.Sql {
  return Prisma.sql`
    INSERT INTO "notification" ("workspaceId", "memberId", "kind", "subjectId", "itemId", "channelId", "noteId", "actorId")
    SELECT found."workspaceId", found."memberId", ${kind}, found."subjectId",
      CASE WHEN count(DISTINCT found."itemId") = 1 THEN min(found."itemId"::text)::uuid END,
      min(found."channelId"::text)::uuid, min(found."noteId"::text)::uuid, ${actorId}::uuid
    FROM (${found}) AS found
    JOIN "member" m ON m."workspaceId" = found."workspaceId" AND m."id" = found."memberId" AND m."removedAt" IS NULL
    WHERE found."memberId" IS DISTINCT FROM ${actorId}::uuid
      AND NOT EXISTS (SELECT FROM "presence" p WHERE p."workspaceId" = found."workspaceId" AND p."memberId" = found."memberId"
        AND p."itemId" = found."itemId" AND p."seenAt" > now() - make_interval(secs => ${PRESENCE_MS / 1000}))
    GROUP BY 1, 2, 4
    ON CONFLICT DO NOTHING`;
}
