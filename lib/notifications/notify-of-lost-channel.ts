import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { notifiedSql } from './notified-sql.ts';

/** Notifies admins and leads who see the channel that it receives nothing. Called once for each loss. */
export async function notifyOfLostChannel(tx: Tx, workspaceId: string, channelId: string): Promise<void> {
  const found = Prisma.sql`
    SELECT m."workspaceId", m."id" AS "memberId", loss."id" AS "subjectId", NULL::uuid AS "itemId",
      ${channelId}::uuid AS "channelId", NULL::uuid AS "noteId"
    FROM (SELECT uuid_v7() AS "id") AS loss
    JOIN "member" m ON m."workspaceId" = ${workspaceId}::uuid AND m."removedAt" IS NULL AND m."role" IN ('admin', 'lead')
      AND member_sees_item(m."workspaceId", m."id", ${channelId}::uuid, NULL)`;
  await tx.$executeRaw(notifiedSql({ kind: 'channel_down', found, actorId: null }));
}
