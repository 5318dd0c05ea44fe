import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { keepUnreadable } from '#lib/ingest/keep-unreadable.ts';
import { log } from '#lib/log.ts';
import type { InboundEvent, InboundMessage } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';

export type PostRef = ChannelRef & { postId: string };

const DAY_MS = 24 * 3_600_000;
/** Posts of this age are read again every day, older ones every week. */
const RECENT_MS = 14 * DAY_MS;
const OLDEST_MS = 90 * DAY_MS;
/** How late a network may list a message, in milliseconds: what is younger is not missed yet. */
const LATE_MS = 3_600_000;

/**
 * Finds the post of a channel that was not read again for longest and is due. Counts cannot prove that nothing is missing:
 * a loss and a deletion balance, and some networks give none. Where calls cost money, nothing is read again.
 */
export async function findPostToReread(
  { workspaceId, channelId }: ChannelRef,
  { connector }: Pick<OpenChannel, 'connector'>,
): Promise<PostRef | null> {
  if (!connector.rereadPost || connector.pricing) return null;
  const now = Date.now();
  const [post] = await inWorkspace(
    workspaceId,
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT p."id" FROM "post" p
      JOIN "channel" c ON c."workspaceId" = p."workspaceId" AND c."id" = p."channelId"
      WHERE p."workspaceId" = ${workspaceId}::uuid AND p."channelId" = ${channelId}::uuid AND p."isOwn"
        AND p."rootExternalId" IS NULL AND p."deletedAt" IS NULL AND p."createdAt" > ${new Date(now - OLDEST_MS)}
        AND c."backfilledAt" < ${new Date(now - DAY_MS)} AND (p."rereadAt" IS NULL OR p."rereadAt" < CASE
          WHEN p."createdAt" > ${new Date(now - RECENT_MS)} THEN ${new Date(now - DAY_MS)}::timestamptz
          ELSE ${new Date(now - 7 * DAY_MS)}::timestamptz
        END)
      ORDER BY p."rereadAt" NULLS FIRST, p."createdAt" DESC LIMIT 1`,
  );
  return post ? { workspaceId, channelId, postId: post.id } : null;
}

/**
 * Reads everything under a post again, whatever the counts and the cursor say. What was written long before the last pull
 * and is not stored was missed: it is stored, and a gap that is filled says so. What is older than the connection is history,
 * which has a limit of its own. Safe to call at any time: of two calls, one reads.
 */
export async function rereadPost({ workspaceId, channelId, postId }: PostRef): Promise<void> {
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const now = new Date();
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const { count } = await tx.post.updateMany({
      where: {
        workspaceId,
        id: postId,
        channelId,
        OR: [{ rereadAt: null }, { rereadAt: { lt: new Date(now.getTime() - DAY_MS) } }],
      },
      data: { rereadAt: now },
    });
    const post = count > 0 && (await tx.post.findFirst({ where: { workspaceId, id: postId } }));
    const row = await tx.channel.findFirst({ where: { workspaceId, id: channelId, status: 'connected' } });
    const channel = post && row ? await openChannel(tx, { workspaceId, channelId }, signal) : null;
    return post && row && channel ? { post, row, channel } : null;
  });
  if (!opened?.channel.connector.rereadPost) return;
  const { post, row, channel } = opened;
  keepUnreadable({ workspaceId, channelId }, channel.context);
  const until = new Date((row.lastPullAt?.getTime() ?? 0) - LATE_MS);
  const missed: InboundMessage[] = [];
  try {
    for await (const page of opened.channel.connector.rereadPost(channel.context, post.externalId)) {
      const events = page.events.filter((event) => isRead(event, row.createdAt));
      const { arrived } = await ingest({ workspaceId, channelId, events, posts: page.posts ?? [] });
      missed.push(...arrived.filter(({ createdAt }) => createdAt < until));
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId, postId, reason: error.reason }, 'post not read again');
    if (error.kind === 'unauthorized') {
      await inWorkspace(workspaceId, (tx) => markReconnect(tx, workspaceId, channelId, error));
    }
  } finally {
    if (missed.length > 0) await recordMissed({ workspaceId, channelId, postId }, missed);
  }
}

function isRead(event: InboundEvent, since: Date): boolean {
  return event.type === 'message' ? event.createdAt > since : event.type !== 'access_revoked';
}

async function recordMissed({ workspaceId, channelId, postId }: PostRef, missed: InboundMessage[]): Promise<void> {
  const fromAt = new Date(Math.min(...missed.map(({ createdAt }) => createdAt.getTime())));
  const now = new Date();
  log.warn({ channelId, postId, messages: missed.length }, 'reading had missed messages');
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channelGap.create({
      data: {
        workspaceId,
        channelId,
        postId,
        reason: 'missed',
        fromAt,
        untilAt: now,
        filledAt: now,
        messages: missed.length,
      },
    });
    await emitChannelChanged(tx, workspaceId, channelId);
  });
  announce(workspaceId);
}
