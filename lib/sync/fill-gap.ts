import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { emitChannelChanged } from '#lib/realtime/emit-channel-changed.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { cleanCount } from '#lib/ingest/clean/fields.ts';
import { closeCountGap, countHeld, isShort } from './compare-counts.ts';
import { ingest } from '#lib/ingest/ingest.ts';

export type GapPlace = { workspaceId: string; gapId: string };

/** Networks count what they show nobody (spam, blocked people): a gap that stays is tried again this late, in milliseconds. */
const AGAIN_MS = 6 * 3_600_000;
/** Older gaps are left as they are, in milliseconds. */
const GIVEN_UP_MS = 14 * 24 * 3_600_000;

/** Gaps under posts that are due to be filled. */
export async function findFillableGaps(limit: number): Promise<GapPlace[]> {
  const now = Date.now();
  return await asDispatcher(
    (tx) => tx.$queryRaw<GapPlace[]>`
      SELECT "workspaceId", "id" AS "gapId" FROM "channel_gap"
      WHERE "reason" = 'counts_differ' AND "filledAt" IS NULL AND "foundAt" > ${new Date(now - GIVEN_UP_MS)}
        AND ("triedAt" IS NULL OR "triedAt" < ${new Date(now - AGAIN_MS)})
      LIMIT ${limit}`,
  );
}

/**
 * Reads again all that stands under a post whose replies are fewer here than the network counts. The gap is closed when
 * they are all here; else it stays, with the number of those that were found. Safe to call at any time: one at a time
 * tries it.
 */
export async function fillGap({ workspaceId, gapId }: GapPlace): Promise<void> {
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channelGap.updateMany({
      where: {
        workspaceId,
        id: gapId,
        reason: 'counts_differ',
        filledAt: null,
        OR: [{ triedAt: null }, { triedAt: { lt: new Date(Date.now() - AGAIN_MS) } }],
      },
      data: { triedAt: new Date() },
    });
    const gap = count > 0 && (await tx.channelGap.findFirst({ where: { id: gapId } }));
    if (!gap || !gap.postId) return null;
    const { channelId, postId } = gap;
    const status = await tx.channel.findFirst({ where: { id: channelId }, select: { status: true } });
    const post = await tx.post.findFirst({ where: { id: postId }, select: { externalId: true } });
    const channel = status?.status === 'connected' ? await openChannel(tx, { workspaceId, channelId }, signal) : null;
    return channel && post ? { channel, channelId, postId, externalId: post.externalId } : null;
  });
  if (!opened?.channel.connector.rereadPost) return;
  const { channel, channelId, postId, externalId } = opened;
  const { connector, context } = channel;
  let messages = 0;
  try {
    for await (const page of opened.channel.connector.rereadPost(context, externalId)) {
      const events = page.events.filter(({ type }) => type !== 'access_revoked');
      const { newMessages } = await ingest({ workspaceId, channelId, events, posts: page.posts ?? [] });
      messages += newMessages;
    }
    const replies = cleanCount((await connector.reportedCounts(context, [externalId])).get(externalId));
    await inWorkspace(workspaceId, async (tx) => {
      const [counted] = replies === undefined ? [] : await countHeld(tx, workspaceId, [{ id: postId, replies }]);
      if (counted && !isShort(counted)) await closeCountGap(tx, { workspaceId, postId });
    });
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId, gapId, reason: error.reason }, 'gap not filled');
    if (error.kind === 'unauthorized') {
      await inWorkspace(workspaceId, async (tx) => await markReconnect(tx, workspaceId, channelId, error));
    }
  } finally {
    await inWorkspace(workspaceId, async (tx) => {
      await tx.channelGap.updateMany({
        where: { workspaceId, id: gapId },
        data: { messages: { increment: messages } },
      });
      await emitChannelChanged(tx, workspaceId, channelId);
    });
    announce(workspaceId);
  }
}
