import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { cleanCount } from '#lib/ingest/clean/fields.ts';
import { closeCountGap, countStored, isShort } from './compare-counts.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { keepUnreadable } from '#lib/ingest/keep-unreadable.ts';

export type GapRef = { workspaceId: string; gapId: string };

/** Networks also count replies that they show nobody (spam, blocked people): retry such a gap this late, in milliseconds. */
const RETRY_MS = 6 * 3_600_000;
/** After this time a gap is given up, in milliseconds. */
const GIVE_UP_MS = 14 * 24 * 3_600_000;

/** Finds gaps of posts that are due for an attempt. */
export async function findFillableGaps(limit: number): Promise<GapRef[]> {
  const now = Date.now();
  return await asDispatcher(
    (tx) => tx.$queryRaw<GapRef[]>`
      SELECT "workspaceId", "id" AS "gapId" FROM "channel_gap"
      WHERE "reason" = 'counts_differ' AND "filledAt" IS NULL AND "foundAt" > ${new Date(now - GIVE_UP_MS)}
        AND ("triedAt" IS NULL OR "triedAt" < ${new Date(now - RETRY_MS)})
      LIMIT ${limit}`,
  );
}

/**
 * Reads all replies to a post again because the network counts more than are stored. Closes the gap when all are here;
 * otherwise it stays open, with the number of replies found. Safe to call at any time: only one call at a time runs.
 */
export async function fillGap({ workspaceId, gapId }: GapRef): Promise<void> {
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.channelGap.updateMany({
      where: {
        workspaceId,
        id: gapId,
        reason: 'counts_differ',
        filledAt: null,
        OR: [{ triedAt: null }, { triedAt: { lt: new Date(Date.now() - RETRY_MS) } }],
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
  keepUnreadable({ workspaceId, channelId }, context);
  let messages = 0;
  try {
    for await (const page of opened.channel.connector.rereadPost(context, externalId)) {
      const events = page.events.filter(({ type }) => type !== 'access_revoked');
      const { newMessages } = await ingest({ workspaceId, channelId, events, posts: page.posts ?? [] });
      messages += newMessages;
    }
    const replies = cleanCount((await connector.reportedCounts(context, [externalId])).get(externalId));
    await inWorkspace(workspaceId, async (tx) => {
      const [counted] = replies === undefined ? [] : await countStored(tx, workspaceId, [{ id: postId, replies }]);
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
