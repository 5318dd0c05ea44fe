import { randomUUID } from 'node:crypto';
import { markReconnect, tellChannel } from '#lib/channels/mark-reconnect.ts';
import { openChannel, type OpenChannel } from '#lib/channels/open-channel.ts';
import { nextPace } from '#lib/channels/pace.ts';
import type { Tx } from '#lib/db/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { announce } from '#lib/realtime/announce.ts';
import { compareCounts } from './compare-counts.ts';
import { ingest, LeaseLost } from './ingest.ts';

type Place = { workspaceId: string; channelId: string };

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;

/**
 * Reads what is new on a channel, page by page, each stored with the cursor that stands for it. Safe to call at any
 * time: one reader holds the lease. What the network answers ends in the channel's row; nothing is thrown for it.
 */
export async function pullChannel(place: Place): Promise<void> {
  const leaseId = randomUUID();
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const opened = await inWorkspace(place.workspaceId, async (tx) => {
    if (!(await takeLease(tx, place, leaseId))) return null;
    const channel = await openChannel(tx, place, signal);
    if (!channel) {
      await markReconnect(tx, place.workspaceId, place.channelId, new NetworkError('unauthorized', 'bad_credentials'));
      await tx.channel.updateMany({
        where: { workspaceId: place.workspaceId, id: place.channelId },
        data: { pullLeaseId: null, pullLeaseUntil: null },
      });
      return null;
    }
    const cursor = await tx.channelCursor.findUnique({
      where: { workspaceId_channelId: place },
      select: { value: true },
    });
    return { channel, cursor: cursor?.value ?? null };
  });
  if (!opened) return announce(place.workspaceId);
  const { channel, cursor } = opened;
  try {
    const newMessages = await readPages(place, leaseId, channel, cursor);
    await compareCounts(place, channel);
    await inWorkspace(place.workspaceId, async (tx) => await endPull(tx, place, leaseId, channel, newMessages));
  } catch (error) {
    if (error instanceof LeaseLost) return;
    await recordError(place, leaseId, error);
  }
  announce(place.workspaceId);
}

async function takeLease(tx: Tx, { workspaceId, channelId }: Place, leaseId: string): Promise<boolean> {
  const now = new Date();
  const { count } = await tx.channel.updateMany({
    where: {
      workspaceId,
      id: channelId,
      status: 'connected',
      nextPullAt: { lte: now },
      AND: [
        { OR: [{ pullLeaseUntil: null }, { pullLeaseUntil: { lt: now } }] },
        { OR: [{ limitedUntil: null }, { limitedUntil: { lte: now } }] },
      ],
    },
    data: { pullLeaseId: leaseId, pullLeaseUntil: new Date(now.getTime() + env().PARVIS_LEASE_SECONDS * 1000) },
  });
  return count === 1;
}

async function readPages(place: Place, leaseId: string, { connector, context }: OpenChannel, cursor: unknown) {
  let newMessages = 0;
  for await (const page of connector.pull(context, cursor)) {
    const result = await ingest({
      ...place,
      leaseId,
      events: page.events,
      cursor: page.cursor,
      ...(page.posts === undefined ? {} : { posts: page.posts }),
    });
    newMessages += result.newMessages;
    if (page.unreadableKinds) {
      const unreadableKinds = page.unreadableKinds;
      await inWorkspace(place.workspaceId, async (tx) => {
        await tx.channel.updateMany({
          where: { workspaceId: place.workspaceId, id: place.channelId },
          data: { unreadableKinds },
        });
      });
    }
  }
  return newMessages;
}

async function endPull(tx: Tx, place: Place, leaseId: string, { connector }: OpenChannel, newMessages: number) {
  const where = { workspaceId: place.workspaceId, id: place.channelId, pullLeaseId: leaseId };
  const channel = await tx.channel.findFirst({
    where,
    select: { pullEveryMs: true, backfilledAt: true, failedPulls: true },
  });
  if (!channel) return;
  const pullEveryMs = nextPace(connector.pace, channel.pullEveryMs, newMessages);
  const now = new Date();
  await tx.channel.updateMany({
    where,
    data: {
      pullLeaseId: null,
      pullLeaseUntil: null,
      lastPullAt: now,
      nextPullAt: new Date(now.getTime() + pullEveryMs),
      pullEveryMs,
      limitedUntil: null,
      failedPulls: 0,
      lastErrorAt: null,
      lastErrorReason: null,
      lastErrorDetail: null,
      backfilledAt: channel.backfilledAt ?? now,
    },
  });
  if (channel.failedPulls > 0 || !channel.backfilledAt) await tellChannel(tx, place.workspaceId, place.channelId);
}

async function recordError(place: Place, leaseId: string, error: unknown): Promise<void> {
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
    else await tellChannel(tx, place.workspaceId, place.channelId);
  });
  log.warn({ channelId: place.channelId, kind: failure.kind, reason: failure.reason }, 'pull failed');
}

function asNetworkError(error: unknown): NetworkError {
  if (error instanceof NetworkError) return error;
  log.error({ error: error instanceof Error ? error.stack : String(error) }, 'a pull broke');
  return new NetworkError('unavailable', 'unexpected_answer', { cause: error });
}
