import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { randomUUID } from 'node:crypto';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { readQuotaPace } from '#lib/channels/rate-limits/quota-pace.ts';
import { nextPace } from '#lib/channels/rate-limits/pace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { compareCounts } from './compare-counts.ts';
import { syncJobs } from './jobs.ts';
import { findPostToReread } from './reread-post.ts';
import { LeaseLost } from '#lib/ingest/ingest.ts';
import { keepUnreadable } from '#lib/ingest/keep-unreadable.ts';
import { confirmPushed } from './pull/confirm-pushed.ts';
import { takeLease } from './pull/lease.ts';
import { type PullResult, readPages } from './pull/read-pages.ts';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** How long a backfill occupies a worker's slot, in milliseconds. */
const HISTORY_MS = 15_000;
/** How long one job reads new messages before other channels get their turn, in milliseconds. */
const NEWS_MS = 30_000;
/** The share of the lease that reading new messages may take. */
const NEWS_SHARE = 0.25;

type PullOptions = {
  /** How long to continue the backfill after new messages are read, in milliseconds; 0 reads one page. */
  historyMs?: number;
  /** How long to read new messages after the backfill is finished, in milliseconds, plus one page. */
  newsMs?: number;
  /** Continue the backfill, whether or not a pull is due. */
  isHistory?: boolean;
};

/**
 * Reads new messages of a channel, page by page, each stored together with its cursor; then continues the backfill for
 * a while. Safe to call at any time: only the holder of the lease reads. Errors of the network are written to the
 * channel's row and not thrown.
 */
export async function pullChannel(
  channelRef: ChannelRef,
  { historyMs = HISTORY_MS, newsMs = NEWS_MS, isHistory = false }: PullOptions = {},
): Promise<void> {
  const leaseId = randomUUID();
  const startedAt = new Date();
  const leaseMs = env().PARVIS_LEASE_SECONDS * 1000;
  const signal = AbortSignal.timeout(leaseMs * 0.75);
  const opened = await inWorkspace(channelRef.workspaceId, async (tx) => {
    const pulled = await takeLease(tx, channelRef, { leaseId, isHistory });
    if (!pulled) return 'not_due';
    const channel = await openChannel(tx, channelRef, signal);
    if (!channel) {
      await markReconnect(
        tx,
        channelRef.workspaceId,
        channelRef.channelId,
        new NetworkError('unauthorized', 'bad_credentials'),
      );
      await tx.channel.updateMany({
        where: { workspaceId: channelRef.workspaceId, id: channelRef.channelId },
        data: { pullLeaseId: null, pullLeaseUntil: null },
      });
      return 'closed';
    }
    const cursor = await tx.channelCursor.findUnique({
      where: { workspaceId_channelId: channelRef },
      select: { value: true },
    });
    return { pulled, channel, cursor: cursor?.value ?? null };
  });
  if (opened === 'not_due') return;
  if (opened === 'closed') return announce(channelRef.workspaceId);
  const { pulled, channel, cursor } = opened;
  keepUnreadable(channelRef, channel.context);
  try {
    const result = await readPages(channelRef, pulled, channel, {
      cursor,
      historyMs,
      newsMs: Math.min(newsMs, leaseMs * NEWS_SHARE),
    });
    const { isCut, waiting } = result;
    // Direct messages are never confirmed, so their wait changes nothing.
    const isPublicRead = !isCut && !waiting?.kinds.some((kind) => kind !== 'message');
    if (isPublicRead) await confirmPushed(channelRef, pulled, channel, { reported: result.reported, until: startedAt });
    await compareCounts(channelRef, channel);
    const quotaPaceMs = await readQuotaPaceOf(channelRef, channel);
    const post = await findPostToReread(channelRef, channel);
    if (post) await enqueue(syncJobs.rereadPost, post);
    await inWorkspace(channelRef.workspaceId, async (tx) => {
      await endPull(tx, channelRef, channel, {
        ...result,
        startedAt,
        leaseId,
        isHistory,
        isPublicRead,
        quotaPaceMs,
        hasGap: pulled.gapFrom !== null && !isCut && waiting === null,
      });
    });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await recordError(channelRef, leaseId, error);
  }
  announce(channelRef.workspaceId);
}

/** Continues a channel's backfill for a while. */
export async function pullHistory(channelRef: ChannelRef): Promise<void> {
  await pullChannel(channelRef, { isHistory: true });
}

/** Reads new messages of a channel, and one page of an unfinished backfill. */
export async function pullNews(channelRef: ChannelRef): Promise<void> {
  await pullChannel(channelRef, { historyMs: 0 });
}

type EndedPull = PullResult & {
  startedAt: Date;
  leaseId: string;
  isHistory: boolean;
  /** Everything but direct messages was read. */
  isPublicRead: boolean;
  /** The shortest pause that a day's quota allows. */
  quotaPaceMs: number | null;
  hasGap: boolean;
};

/** The pause that the quotas shared by a network's channels ask for; null for none. */
async function readQuotaPaceOf({ workspaceId, channelId }: ChannelRef, opened: OpenChannel): Promise<number | null> {
  const { connector, context } = opened;
  if (!connector.schedule) return null;
  const networkAppId = await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: channelId } };
    return (await tx.channel.findUnique({ where, select: { networkAppId: true } }))?.networkAppId ?? null;
  });
  const owner = { network: connector.network, channelId, networkAppId };
  return await readQuotaPace(connector, { owner, app: context.app, now: context.now() });
}

async function endPull(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { connector }: OpenChannel,
  {
    startedAt,
    leaseId,
    newMessages,
    backfill,
    isCut,
    waiting,
    isHistory,
    isPublicRead,
    quotaPaceMs,
    hasGap,
  }: EndedPull,
): Promise<void> {
  const where = { workspaceId, id: channelId, pullLeaseId: leaseId };
  const channel = await tx.channel.findFirst({
    where,
    select: { pullEveryMs: true, backfilledAt: true, backfillReachedAt: true, failedPulls: true },
  });
  if (!channel) return;
  const now = new Date();
  // A connector that reports no backfill has read everything after its first pull.
  const isDone = backfill?.isDone ?? (channel.backfillReachedAt === null && waiting === null);
  const backfilledAt = channel.backfilledAt ?? (isDone ? now : null);
  const pullEveryMs = nextPace(connector.pace, channel.pullEveryMs, newMessages);
  const due = new Date(now.getTime() + Math.max(isCut ? 0 : pullEveryMs, quotaPaceMs ?? 0));
  // What had to wait is read as soon as the network allows it.
  const nextPullAt = waiting && waiting.until < due ? waiting.until : due;
  // Backfilled messages do not change the pace, nor when the next pull is due.
  const next = isHistory ? {} : { nextPullAt, pullEveryMs, quotaPaceMs };
  await tx.channel.updateMany({
    where,
    data: {
      pullLeaseId: null,
      pullLeaseUntil: null,
      // Messages written after the first request may be missing, so the pull counts from its start. A pull that was cut
      // continues at once and counts as the same one.
      ...(isPublicRead ? { lastPullAt: startedAt } : {}),
      ...next,
      limitedUntil: null,
      historyWaitsUntil: waiting?.until ?? null,
      failedPulls: 0,
      lastErrorAt: null,
      lastErrorReason: null,
      lastErrorDetail: null,
      backfilledAt,
    },
  });
  if (hasGap) await closeGap(tx, { workspaceId, channelId }, now);
  const isNews = channel.failedPulls > 0 || hasGap || (backfilledAt && !channel.backfilledAt);
  if (isNews) await emitChannelChanged(tx, workspaceId, channelId);
}

/** Closes the gap after everything was read, and lets deliveries that waited for credentials be processed. */
async function closeGap(tx: Tx, { workspaceId, channelId }: ChannelRef, now: Date): Promise<void> {
  await tx.channelGap.updateMany({
    where: { workspaceId, channelId, reason: { in: ['reconnected', 'outage'] }, filledAt: null },
    data: { untilAt: now, filledAt: now },
  });
  await tx.webhookDelivery.updateMany({
    where: { workspaceId, channelId, state: 'received', error: { not: null }, nextAt: { gt: now } },
    data: { nextAt: null },
  });
}

async function recordError(channelRef: ChannelRef, leaseId: string, error: unknown): Promise<void> {
  const failure = asNetworkError(error);
  await inWorkspace(channelRef.workspaceId, async (tx) => {
    const where = { workspaceId: channelRef.workspaceId, id: channelRef.channelId, pullLeaseId: leaseId };
    const channel = await tx.channel.findFirst({ where, select: { failedPulls: true } });
    if (!channel) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** channel.failedPulls, LONGEST_PAUSE_MS);
    const isLimited = failure.kind === 'rate_limited';
    const nextPullAt = (isLimited && failure.retryAt) || new Date(Date.now() + pauseMs);
    await tx.channel.updateMany({
      where,
      data: {
        pullLeaseId: null,
        pullLeaseUntil: null,
        nextPullAt,
        lastErrorAt: new Date(),
        lastErrorReason: failure.reason,
        lastErrorDetail: failure.message.slice(0, 500),
        ...(isLimited ? { limitedUntil: nextPullAt } : { failedPulls: channel.failedPulls + 1 }),
      },
    });
    if (failure.kind === 'unauthorized') await markReconnect(tx, channelRef.workspaceId, channelRef.channelId, failure);
    else await emitChannelChanged(tx, channelRef.workspaceId, channelRef.channelId);
  });
  log.warn({ channelId: channelRef.channelId, kind: failure.kind, reason: failure.reason }, 'pull failed');
}

function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a pull broke');
  return new NetworkError('unavailable', 'unexpected_answer', { cause: error });
}
