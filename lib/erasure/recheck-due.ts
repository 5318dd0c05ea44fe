import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { markReconnect } from '#lib/channels/mark-reconnect.ts';
import { openChannel } from '#lib/channels/open-channel.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { readStoredMessages, recheckMessages } from '#lib/sync/recheck-messages.ts';
import { log } from '#lib/log.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { channelsWithRetention } from './enforce-retention.ts';

/** Messages per call. */
const BATCH = 50;
/** Messages are fetched again after this share of the allowed time, which leaves time for a retry. */
const AHEAD = 0.75;
/** How long one job may run, in milliseconds. */
const TURN_MS = 30_000;

/** Finds channels with messages that the network's retention policy requires us to fetch again. */
export async function findDueRechecks(now = new Date()): Promise<ChannelRef[]> {
  const due: ChannelRef[] = [];
  for (const { workspaceId, channelId, network } of await channelsWithRetention()) {
    const before = dueBefore(network, now);
    if (!before) continue;
    const found = await inWorkspace(workspaceId, async (tx) => {
      return await tx.message.findFirst({ where: dueOn({ workspaceId, channelId }, before), select: { id: true } });
    });
    if (found) due.push({ workspaceId, channelId });
  }
  return due;
}

/**
 * Fetches messages again from the network, those fetched longest ago first. `enforceRetention` erases messages that could
 * not be fetched again in time.
 */
export async function recheckDue(channelRef: ChannelRef, now = new Date()): Promise<void> {
  const { workspaceId, channelId } = channelRef;
  const signal = AbortSignal.timeout(env().PARVIS_LEASE_SECONDS * 750);
  const until = Date.now() + TURN_MS;
  const opened = await inWorkspace(workspaceId, async (tx) => {
    const held = await tx.channel.findFirst({ where: { id: channelId }, select: { network: true, status: true } });
    const before = held?.status === 'connected' ? dueBefore(held.network, now) : null;
    const channel = before && (await openChannel(tx, channelRef, signal));
    return channel ? { channel, before } : null;
  });
  if (!opened) return;
  try {
    // Messages that the network did not return stay due; continue after them.
    for (let after = new Date(0); Date.now() < until;) {
      const { rows, held } = await inWorkspace(workspaceId, async (tx) => {
        const due = await tx.message.findMany({
          where: { AND: [dueOn(channelRef, opened.before), { checkedAt: { gt: after } }] },
          orderBy: { checkedAt: 'asc' },
          take: BATCH,
          select: { id: true, checkedAt: true },
        });
        const ids = due.map(({ id }) => id);
        return { rows: due, held: await readStoredMessages(tx, workspaceId, ids) };
      });
      await recheckMessages(channelRef, opened.channel, held);
      const last = rows.at(-1)?.checkedAt;
      if (!last || rows.length < BATCH) return;
      after = last;
    }
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    log.warn({ channelId, kind: error.kind, reason: error.reason }, 'messages could not be fetched again');
    if (error.kind === 'unauthorized') {
      await inWorkspace(workspaceId, async (tx) => await markReconnect(tx, workspaceId, channelId, error));
    }
  }
}

function dueBefore(network: string, now: Date): Date | null {
  const connector = connectorOf(network);
  const withinMs = connector?.retention?.refreshWithinMs;
  return withinMs === undefined || !connector?.recheck ? null : new Date(now.getTime() - withinMs * AHEAD);
}

function dueOn({ workspaceId, channelId }: ChannelRef, before: Date) {
  return { workspaceId, channelId, erasedAt: null, checkedAt: { lt: before } };
}
