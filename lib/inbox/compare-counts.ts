import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';

const EVERY_MS = 2 * 60_000;
const RECENT_MS = 14 * 24 * 3_600_000;
const POSTS = 10;

/**
 * Holds what the network reports of the brand's recent posts against what is held here, every two minutes at most.
 * A failure to compare is no failure of the pull.
 */
export async function compareCounts(
  { workspaceId, channelId }: { workspaceId: string; channelId: string },
  { connector, context }: OpenChannel,
): Promise<void> {
  const posts = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channel.updateMany({
      where: {
        workspaceId,
        id: channelId,
        OR: [{ comparedAt: null }, { comparedAt: { lt: new Date(Date.now() - EVERY_MS) } }],
      },
      data: { comparedAt: new Date() },
    });
    if (count === 0) return [];
    return await tx.post.findMany({
      where: {
        workspaceId,
        channelId,
        isOwn: true,
        rootExternalId: null,
        deletedAt: null,
        createdAt: { gt: new Date(Date.now() - RECENT_MS) },
      },
      orderBy: { createdAt: 'desc' },
      take: POSTS,
      select: { id: true, externalId: true },
    });
  });
  if (posts.length === 0) return;
  let reported: Map<string, number>;
  try {
    reported = await connector.reportedCounts(
      context,
      posts.map(({ externalId }) => externalId),
    );
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId, reason: error.reason }, 'counts not compared');
    return;
  }
  const values = posts.flatMap(({ id, externalId }) => {
    const replies = reported.get(externalId);
    return replies === undefined ? [] : [{ id, replies }];
  });
  await inWorkspace(workspaceId, async (tx) => {
    await tx.$executeRaw`
      UPDATE "post" p SET "reportedReplies" = r."replies", "comparedAt" = now(), "heldReplies" = (
        SELECT count(*) FROM "item" i JOIN "message" m ON m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
        WHERE i."workspaceId" = p."workspaceId" AND i."postId" = p."id" AND i."kind" = 'comment'
          AND m."deletedAt" IS NULL AND m."externalId" IS NOT NULL
      ) + (
        SELECT count(*) FROM "post" o WHERE o."workspaceId" = p."workspaceId" AND o."channelId" = p."channelId"
          AND o."rootExternalId" = p."externalId" AND o."deletedAt" IS NULL
      )
      FROM jsonb_to_recordset(${jsonRows(values)}) AS r ("id" uuid, "replies" int)
      WHERE p."workspaceId" = ${workspaceId}::uuid AND p."id" = r."id"`;
  });
}
