import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { openGap } from '#lib/channels/open-gap.ts';
import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { cleanCount } from '#lib/ingest/clean/fields.ts';

const EVERY_MS = 2 * 60_000;
const RECENT_MS = 14 * 24 * 3_600_000;
const POSTS = 10;

/**
 * Compares the reply counts that the network reports for the brand's recent posts with the replies stored here, at most
 * every two minutes. A post with too few stored replies twice in a row gets a gap, which `fillGap` tries to fill. A
 * failed comparison does not fail the pull.
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
      select: { id: true, externalId: true, reportedReplies: true, storedReplies: true, comparedAt: true },
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
  const reports = posts.flatMap(({ id, externalId }) => {
    const replies = cleanCount(reported.get(externalId));
    return replies === undefined ? [] : [{ id, replies }];
  });
  await inWorkspace(workspaceId, async (tx) => {
    const counted = new Map((await countStored(tx, workspaceId, reports)).map((post) => [post.id, post]));
    for (const post of posts) {
      const now = counted.get(post.id);
      if (!now) continue;
      const wasShort = isShort(post);
      if (isShort(now)) {
        // A new reply may be counted before we have read it. It is missing only if it still is at the next comparison.
        const fromAt = post.comparedAt;
        if (wasShort && fromAt) {
          await openGap(tx, { workspaceId, channelId }, { reason: 'counts_differ', fromAt, postId: post.id });
        }
      } else if (wasShort) await closeCountGap(tx, { workspaceId, postId: post.id });
    }
  });
}

type Counted = { id: string; reportedReplies: number | null; storedReplies: number | null };

/** Whether the network counts more replies than are stored. */
export function isShort({ reportedReplies, storedReplies }: Omit<Counted, 'id'>): boolean {
  return reportedReplies !== null && storedReplies !== null && reportedReplies > storedReplies;
}

/** Counts the stored replies to these posts, and stores the count beside the network's. */
export async function countStored(
  tx: Tx,
  workspaceId: string,
  reports: { id: string; replies: number }[],
): Promise<Counted[]> {
  return await tx.$queryRaw<Counted[]>`
    UPDATE "post" p SET "reportedReplies" = r."replies", "comparedAt" = now(), "storedReplies" = (
      SELECT count(*) FROM "item" i JOIN "message" m ON m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
      WHERE i."workspaceId" = p."workspaceId" AND i."postId" = p."id" AND i."kind" = 'comment'
        AND m."deletedAt" IS NULL AND m."externalId" IS NOT NULL
    ) + (
      SELECT count(*) FROM "post" o WHERE o."workspaceId" = p."workspaceId" AND o."channelId" = p."channelId"
        AND o."rootExternalId" = p."externalId" AND o."deletedAt" IS NULL
    )
    FROM jsonb_to_recordset(${jsonRows(reports)}) AS r ("id" uuid, "replies" int)
    WHERE p."workspaceId" = ${workspaceId}::uuid AND p."id" = r."id"
    RETURNING p."id", p."reportedReplies", p."storedReplies"`;
}

/** What was missing under a post is there. */
export async function closeCountGap(
  tx: Tx,
  { workspaceId, postId }: { workspaceId: string; postId: string },
): Promise<void> {
  await tx.channelGap.updateMany({
    where: { workspaceId, postId, reason: 'counts_differ', filledAt: null },
    data: { untilAt: new Date(), filledAt: new Date() },
  });
}
