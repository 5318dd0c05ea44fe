import { randomUUID } from 'node:crypto';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { emitChannelChanged } from '#lib/realtime/emit-channel-changed.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { nextPace } from '#lib/channels/rate-limits/pace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { compareCounts } from './compare-counts.ts';
import { LeaseLost } from '#lib/ingest/ingest.ts';
import { confirmPushed } from './pull/confirm-pushed.ts';
import { takeLease } from './pull/lease.ts';
import { type PullResult, readPages } from './pull/read-pages.ts';
import type { ChannelRef } from './pull/types.ts';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
/** How long the reading of history holds a worker's slot, in milliseconds. */
const HISTORY_MS = 15_000;
/** How long one turn reads news, in milliseconds: others have theirs then. */
const NEWS_MS = 30_000;
/** And what of its lease it may take. */
const NEWS_SHARE = 0.25;

type PullOptions = {
  /** How long history may be read once the news are, in milliseconds; 0: one page of it. */
  historyMs?: number;
  /** How long news are read once the history is, in milliseconds; then a page more. */
  newsMs?: number;
  /** Reads the history on, whether or not news are due. */
  isHistory?: boolean;
};

/**
 * Reads what is new on a channel, page by page, each stored with the cursor that stands for it; then its history for
 * a while. Safe to call at any time: one reader holds the lease. What the network answers ends in the channel's row;
 * nothing is thrown for it.
 */
export async function pullChannel(
  place: ChannelRef,
  { historyMs = HISTORY_MS, newsMs = NEWS_MS, isHistory = false }: PullOptions = {},
): Promise<void> {
  const leaseId = randomUUID();
  const startedAt = new Date();
  const leaseMs = env().PARVIS_LEASE_SECONDS * 1000;
  const signal = AbortSignal.timeout(leaseMs * 0.75);
  const opened = await inWorkspace(place.workspaceId, async (tx) => {
    const pulled = await takeLease(tx, place, { leaseId, isHistory });
    if (!pulled) return 'not_due';
    const channel = await openChannel(tx, place, signal);
    if (!channel) {
      await markReconnect(tx, place.workspaceId, place.channelId, new NetworkError('unauthorized', 'bad_credentials'));
      await tx.channel.updateMany({
        where: { workspaceId: place.workspaceId, id: place.channelId },
        data: { pullLeaseId: null, pullLeaseUntil: null },
      });
      return 'closed';
    }
    const cursor = await tx.channelCursor.findUnique({
      where: { workspaceId_channelId: place },
      select: { value: true },
    });
    return { pulled, channel, cursor: cursor?.value ?? null };
  });
  if (opened === 'not_due') return;
  if (opened === 'closed') return announce(place.workspaceId);
  const { pulled, channel, cursor } = opened;
  try {
    const result = await readPages(place, pulled, channel, {
      cursor,
      historyMs,
      newsMs: Math.min(newsMs, leaseMs * NEWS_SHARE),
    });
    if (!result.isCut) await confirmPushed(place, pulled, channel, { told: result.told, until: startedAt });
    await compareCounts(place, channel);
    await inWorkspace(place.workspaceId, async (tx) => {
      await endPull(tx, place, channel, {
        ...result,
        startedAt,
        leaseId,
        isHistory,
        hasGap: pulled.gapFrom !== null && !result.isCut,
      });
    });
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await recordError(place, leaseId, error);
  }
  announce(place.workspaceId);
}

/** Reads a channel's history on for a while. */
export async function pullHistory(place: ChannelRef): Promise<void> {
  await pullChannel(place, { isHistory: true });
}

/** Reads what is new on a channel; of a history that is not done yet, one page. */
export async function pullNews(place: ChannelRef): Promise<void> {
  await pullChannel(place, { historyMs: 0 });
}

type EndedPull = PullResult & { startedAt: Date; leaseId: string; isHistory: boolean; hasGap: boolean };

async function endPull(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { connector }: OpenChannel,
  { startedAt, leaseId, newMessages, backfill, isCut, isHistory, hasGap }: EndedPull,
): Promise<void> {
  const where = { workspaceId, id: channelId, pullLeaseId: leaseId };
  const channel = await tx.channel.findFirst({
    where,
    select: { pullEveryMs: true, backfilledAt: true, backfillReachedAt: true, failedPulls: true },
  });
  if (!channel) return;
  const now = new Date();
  // A connector that never speaks of a history has read it all at its first pull's end.
  const isDone = backfill?.isDone ?? channel.backfillReachedAt === null;
  const backfilledAt = channel.backfilledAt ?? (isDone ? now : null);
  const pullEveryMs = nextPace(connector.pace, channel.pullEveryMs, newMessages);
  // What history brought says nothing of the channel's pace, and its next news are due when they were.
  const next = isHistory ? {} : { nextPullAt: new Date(now.getTime() + (isCut ? 0 : pullEveryMs)), pullEveryMs };
  await tx.channel.updateMany({
    where,
    data: {
      pullLeaseId: null,
      pullLeaseUntil: null,
      // What was written since the first page was asked for may not be read; a reading that goes on at once is one pull.
      ...(isCut ? {} : { lastPullAt: startedAt }),
      ...next,
      limitedUntil: null,
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

/** All is read again: the gap is filled, and deliveries that waited for access may be read. */
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

async function recordError(place: ChannelRef, leaseId: string, error: unknown): Promise<void> {
  const failure = asNetworkError(error);
  await inWorkspace(place.workspaceId, async (tx) => {
    const where = { workspaceId: place.workspaceId, id: place.channelId, pullLeaseId: leaseId };
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
    if (failure.kind === 'unauthorized') await markReconnect(tx, place.workspaceId, place.channelId, failure);
    else await emitChannelChanged(tx, place.workspaceId, place.channelId);
  });
  log.warn({ channelId: place.channelId, kind: failure.kind, reason: failure.reason }, 'pull failed');
}

function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a pull broke');
  return new NetworkError('unavailable', 'unexpected_answer', { cause: error });
}
