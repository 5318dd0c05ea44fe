import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import type { InboundMessage, ItemKind } from '#lib/networks/contract.ts';
import type { PulledChannel } from './types.ts';

/** How much later than the network's usual delay a delivery may still arrive, in milliseconds. */
const PATIENCE_MS = 2 * 60_000;
/** After this long without a delivery, webhooks count as not working at all, in milliseconds. */
const ALIVE_MS = 7 * 24 * 3_600_000;
/** Lost webhooks within this time form one gap, in milliseconds. */
const SAME_GAP_MS = 3_600_000;

/**
 * Records messages that a poll found although a webhook should have delivered them by now. The gap is already filled,
 * because the poll has read them. Messages from before the channel was connected are never pushed and do not count.
 */
export async function noteLostWebhooks(
  { workspaceId, channelId }: ChannelRef,
  { createdAt, subscribedAt, lastWebhookAt }: PulledChannel,
  pushes: Partial<Record<ItemKind, number>> | undefined,
  arrived: readonly InboundMessage[],
): Promise<void> {
  const now = Date.now();
  if (!pushes || !lastWebhookAt || lastWebhookAt.getTime() < now - ALIVE_MS) return;
  const since = Math.max(createdAt.getTime(), subscribedAt?.getTime() ?? 0);
  const lost = arrived.filter(({ kind, direction, createdAt: writtenAt }) => {
    const delayMs = pushes[kind];
    if (delayMs === undefined || direction !== 'inbound') return false;
    return writtenAt.getTime() > since && writtenAt.getTime() < now - delayMs - PATIENCE_MS;
  });
  if (lost.length === 0) return;
  const moments = lost.map((message) => message.createdAt.getTime());
  const [fromAt, untilAt] = [new Date(Math.min(...moments)), new Date(Math.max(...moments))];
  await inWorkspace(workspaceId, async (tx) => {
    // A delivery that is stored and not processed yet is not lost.
    const waiting = await tx.webhookDelivery.findFirst({
      where: { workspaceId, channelId, state: 'received' },
      select: { id: true },
    });
    if (waiting) return;
    const merged = await tx.$executeRaw`
      UPDATE "channel_gap" SET "messages" = "messages" + ${lost.length}, "filledAt" = now(),
        "fromAt" = least("fromAt", ${fromAt}), "untilAt" = greatest("untilAt", ${untilAt})
      WHERE "workspaceId" = ${workspaceId}::uuid AND "channelId" = ${channelId}::uuid AND "reason" = 'webhook_lost'
        AND "foundAt" > now() - ${SAME_GAP_MS} * interval '1 millisecond'`;
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
  });
}
