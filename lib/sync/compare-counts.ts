import type { OpenChannel } from '#lib/channels/open-channel.ts';
import { openGap } from '#lib/channels/open-gap.ts';
import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { cleanCount } from '#lib/ingest/clean/fields.ts';

const EVERY_MS = 2 * 60_000;
const DAY_MS = 24 * 3_600_000;
/** Posts of this age are compared at each comparison, the newest or in turn; older ones once a day. */
const RECENT_MS = 14 * DAY_MS;
/** As far back as channels are read. */
const OLDEST_MS = 90 * DAY_MS;
/** Finding older posts may take a network many calls, so they are compared together. */
const OLDER_EVERY_MS = 3_600_000;
/** The newest are compared each time: that is where people write. */
const NEWEST = 7;
const IN_TURN = 5;
const OLDER = 10;

/**
 * Compares the reply counts that the network reports for the brand's posts with the replies stored here, at most every
 * two minutes. A post with too few stored replies twice in a row gets a gap, which `fillGap` tries to fill. A
 * failed comparison does not fail the pull.
 */
export async function compareCounts(
  { workspaceId, channelId }: ChannelRef,
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
    return await findPosts(tx, { workspaceId, channelId });
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

type Compared = Counted & { externalId: string; comparedAt: Date | null };

/** Finds the posts whose turn it is: what is short first, because it is missing only if it still is the next time. */
async function findPosts(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<Compared[]> {
  const now = Date.now();
  const recent = new Date(now - RECENT_MS);
  return await tx.$queryRaw<Compared[]>`
    SELECT "id", "externalId", "reportedReplies", "storedReplies", "comparedAt" FROM (
      SELECT p.*, p."createdAt" > ${recent} AS "isRecent",
        row_number() OVER (PARTITION BY p."createdAt" > ${recent} ORDER BY p."createdAt" DESC) AS "age",
        row_number() OVER (
          PARTITION BY p."createdAt" > ${recent}
          ORDER BY (p."reportedReplies" > p."storedReplies" AND g."id" IS NULL) IS TRUE DESC, p."comparedAt" NULLS FIRST
        ) AS "turn"
      FROM "post" p
      LEFT JOIN "channel_gap" g ON g."workspaceId" = p."workspaceId" AND g."channelId" = p."channelId"
        AND g."postId" = p."id" AND g."reason" = 'counts_differ' AND g."filledAt" IS NULL
      WHERE p."workspaceId" = ${workspaceId}::uuid AND p."channelId" = ${channelId}::uuid AND p."isOwn"
        AND p."rootExternalId" IS NULL AND p."deletedAt" IS NULL AND p."createdAt" > ${new Date(now - OLDEST_MS)}
        AND (p."createdAt" > ${recent} OR (
          (p."comparedAt" IS NULL OR p."comparedAt" < ${new Date(now - DAY_MS)}) AND NOT EXISTS (
            SELECT FROM "post" o WHERE o."workspaceId" = p."workspaceId" AND o."channelId" = p."channelId"
              AND o."createdAt" <= ${recent} AND o."createdAt" > ${new Date(now - OLDEST_MS)}
              AND o."comparedAt" > ${new Date(now - OLDER_EVERY_MS)}
          )
        ))
    ) AS p
    WHERE p."turn" <= CASE WHEN p."isRecent" THEN ${IN_TURN}::int ELSE ${OLDER}::int END OR (p."isRecent" AND p."age" <= ${NEWEST}::int)`;
}

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
