import { asDispatcher, unlessArchived } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { log } from '#lib/log.ts';
import { announce } from '#lib/realtime/announce.ts';
import { notifiedSql } from './notified-sql.ts';

/** A window that closes sooner than this is about to close, in minutes: the row's countdown is red then. */
const CLOSING_MINUTES = 60;

/**
 * Notifies whoever works on an open item that its reply window is about to close: once for each window and person, however
 * often and in however many workers this runs. Nobody is notified of what nobody holds: the view Expiring shows that.
 */
export async function notifyOfClosingWindows(): Promise<void> {
  const workspaces = await asDispatcher(
    (tx) => tx.$queryRaw<{ id: string }[]>`SELECT "id"::text FROM "workspace" WHERE "archivedAt" IS NULL`,
  );
  for (const { id } of workspaces) {
    const notified = await unlessArchived(id, (tx) => tx.$executeRaw(closingIn(id))).catch((error: unknown) => {
      log.error({ workspaceId: id, err: error }, 'closing reply windows were not notified');
      return 0;
    });
    if (notified) announce(id);
  }
}

function closingIn(workspaceId: string): Prisma.Sql {
  const found = Prisma.sql`
    SELECT i."workspaceId", who."memberId", md5(i."id"::text || i."replyDeadline"::text)::uuid AS "subjectId",
      i."id" AS "itemId", NULL::uuid AS "channelId", NULL::uuid AS "noteId"
    FROM "item" i CROSS JOIN LATERAL (
      SELECT i."ownerId" AS "memberId" WHERE i."ownerId" IS NOT NULL
      UNION SELECT c."memberId" FROM "item_contributor" c
      WHERE c."workspaceId" = i."workspaceId" AND c."itemId" = i."id" AND c."doneAt" IS NULL
    ) AS who
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."status" = 'open' AND i."replyDeadline" > now()
      AND i."replyDeadline" <= now() + make_interval(mins => ${CLOSING_MINUTES})`;
  return notifiedSql({ kind: 'window_closing', found, actorId: null });
}
