import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { openGap } from '#lib/channels/open-gap.ts';
import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { PulledChannel } from './types.ts';

/** A pause counts as an outage if it exceeds twice the channel's slowest pace by this much, in milliseconds. */
const OUTAGE_MS = 10 * 60_000;

/**
 * Takes the channel's reading lease when a pull is due.
 * @param isHistory for the backfill, which is due as long as it is unfinished
 * @returns what the pull needs to know; null when it is not due or another worker holds the lease
 */
export async function takeLease(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { leaseId, isHistory }: { leaseId: string; isHistory: boolean },
): Promise<PulledChannel | null> {
  const now = new Date();
  const { count } = await tx.channel.updateMany({
    where: {
      workspaceId,
      id: channelId,
      status: 'connected',
      ...(isHistory ? { backfilledAt: null, failedPulls: 0 } : { nextPullAt: { lte: now } }),
      AND: [
        { OR: [{ pullLeaseUntil: null }, { pullLeaseUntil: { lt: now } }] },
        { OR: [{ limitedUntil: null }, { limitedUntil: { lte: now } }] },
      ],
    },
    data: { pullLeaseId: leaseId, pullLeaseUntil: new Date(now.getTime() + env().PARVIS_LEASE_SECONDS * 1000) },
  });
  if (count === 0) return null;
  const channel = await tx.channel.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: {
      network: true,
      createdAt: true,
      lastPullAt: true,
      lastWebhookAt: true,
      subscribedAt: true,
      backfilledAt: true,
    },
  });
  const { network, ...pulled } = channel;
  const { lastPullAt } = pulled;
  const slowestMs = connectorOf(network)?.pace.maxMs ?? 0;
  const isLong = lastPullAt !== null && lastPullAt.getTime() < now.getTime() - OUTAGE_MS - 2 * slowestMs;
  const open = { workspaceId, channelId, filledAt: null, reason: { in: ['reconnected', 'outage'] } };
  const known = await tx.channelGap.findFirst({ where: open, select: { fromAt: true } });
  if (isLong && !known) await openGap(tx, { workspaceId, channelId }, { reason: 'outage', fromAt: lastPullAt });
  return { ...pulled, leaseId, gapFrom: known?.fromAt ?? (isLong ? lastPullAt : null) };
}
