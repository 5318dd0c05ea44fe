import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { InboundMessage, ItemKind, WebhookHandler } from '#lib/networks/contract.ts';
import type { PulledChannel } from './types.ts';

/** How much later than the network's usual delay a delivery may still arrive, in milliseconds. */
const PATIENCE_MS = 2 * 60_000;
/** After this long without a delivery, webhooks that nobody subscribed here count as not working at all, in milliseconds. */
const ALIVE_MS = 7 * 24 * 3_600_000;
/** Lost webhooks within this time form one gap, in milliseconds. */
const SAME_GAP_MS = 3_600_000;

/**
 * Records messages that a poll found although a webhook should have delivered them by now. The gap is already filled,
 * because the poll has read them. Expected is what the network accepted to push, from that moment on, whether anything ever
 * came or not. Messages from before the channel was connected are never pushed and do not count.
 */
export async function noteLostWebhooks(
  { workspaceId, channelId }: ChannelRef,
  pulled: PulledChannel,
  webhook: Pick<WebhookHandler<never>, 'pushDelays' | 'events'> | undefined,
  arrived: readonly InboundMessage[],
): Promise<void> {
  if (!webhook) return;
  const now = Date.now();
  const late = arrived.filter(({ kind, direction, createdAt: writtenAt }) => {
    const delayMs = webhook.pushDelays[kind];
    if (delayMs === undefined || direction !== 'inbound') return false;
    return writtenAt > pulled.createdAt && writtenAt.getTime() < now - delayMs - PATIENCE_MS;
  });
  if (late.length === 0) return;
  await inWorkspace(workspaceId, async (tx) => {
    const since = await readExpectations(tx, { workspaceId, channelId }, pulled, webhook.events ?? {});
    const lost = late.filter(({ kind, createdAt }) => createdAt.getTime() > (since(kind)?.getTime() ?? Infinity));
    if (lost.length === 0) return;
    // A delivery that is stored and not processed yet is not lost.
    const waiting = await tx.webhookDelivery.findFirst({
      where: { workspaceId, channelId, state: 'received' },
      select: { id: true },
    });
    if (!waiting) await recordGap(tx, { workspaceId, channelId }, lost, pulled.lastWebhookAt);
  });
}

/**
 * Since when each kind should come by webhook: since the network accepted an event that brings it. Where no subscription of
 * ours brings it, the operator may have set it up at the network: then as long as anything comes at all. Null: not expected.
 */
async function readExpectations(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { createdAt, subscribedAt, lastWebhookAt }: PulledChannel,
  events: Readonly<Record<string, readonly ItemKind[]>>,
): Promise<(kind: ItemKind) => Date | null> {
  const subscriptions = await tx.channelSubscription.findMany({
    where: { workspaceId, channelId },
    orderBy: { acceptedSince: { sort: 'asc', nulls: 'last' } },
    select: { event: true, acceptedSince: true },
  });
  const isAlive = lastWebhookAt !== null && lastWebhookAt.getTime() >= Date.now() - ALIVE_MS;
  const otherwise = isAlive ? new Date(Math.max(createdAt.getTime(), subscribedAt?.getTime() ?? 0)) : null;
  return (kind) => {
    const bringing = subscriptions.find(({ event }) => events[event]?.includes(kind));
    return bringing ? bringing.acceptedSince : otherwise;
  };
}

/** Losses within an hour are one gap, and so are all between which no delivery came. */
async function recordGap(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  lost: readonly InboundMessage[],
  lastWebhookAt: Date | null,
): Promise<void> {
  const moments = lost.map((message) => message.createdAt.getTime());
  const [fromAt, untilAt] = [new Date(Math.min(...moments)), new Date(Math.max(...moments))];
  const merged = await tx.$executeRaw`
    UPDATE "channel_gap" SET "messages" = "messages" + ${lost.length}, "filledAt" = now(),
      "fromAt" = least("fromAt", ${fromAt}), "untilAt" = greatest("untilAt", ${untilAt})
    WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = (
      SELECT "id" FROM "channel_gap"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid AND "reason" = 'webhook_lost'
        AND "foundAt" > least(now() - ${SAME_GAP_MS} * interval '1 millisecond', coalesce(${lastWebhookAt}::timestamptz, '-infinity'))
      ORDER BY "foundAt" DESC LIMIT 1)`;
  if (merged > 0) return;
  await tx.channelGap.create({
    data: {
      workspaceId,
      channelId,
      reason: 'webhook_lost',
      fromAt,
      untilAt,
      messages: lost.length,
      filledAt: new Date(),
    },
    select: { id: true },
  });
}
