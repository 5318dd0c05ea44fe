import { openGap } from '#lib/channels/open-gap.ts';
import type { Tx } from '#lib/db/tx.ts';
import { env } from '#lib/env.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import type { PulledChannel, ChannelRef } from './types.ts';

/** Beyond twice the channel's slowest pace, in milliseconds: shorter is no outage. */
const OUTAGE_MS = 10 * 60_000;

/**
 * Makes the caller the channel's one reader for a while, when it is due.
 * @param isHistory the history is read on: due while there is more of it, whenever the next news are
 * @returns what the pull needs to know; null when it is not due or somebody reads it
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
