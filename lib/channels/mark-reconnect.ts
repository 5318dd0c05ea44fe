import type { Tx } from '#lib/db/tx.ts';
import type { NetworkError } from '#lib/networks/errors.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';
import { notifyOfLostChannel } from '#lib/notifications/notify-of-lost-channel.ts';
import { openGap } from './open-gap.ts';

/** Marks a channel whose credentials the network rejects. Nothing is read or sent until a member reconnects it. */
export async function markReconnect(
  tx: Tx,
  workspaceId: string,
  channelId: string,
  error: NetworkError,
): Promise<void> {
  const { count } = await tx.channel.updateMany({
    where: { workspaceId, id: channelId, status: 'connected' },
    data: {
      status: 'reconnect',
      statusReason: error.reason,
      nextPullAt: null,
      reconnectNotifiedAt: null,
      lastErrorAt: new Date(),
      lastErrorReason: error.reason,
      lastErrorDetail: error.message,
    },
  });
  if (count > 0) {
    const channel = await tx.channel.findUnique({
      where: { workspaceId_id: { workspaceId, id: channelId } },
      select: { lastPullAt: true },
    });
    const fromAt = channel?.lastPullAt;
    if (fromAt) await openGap(tx, { workspaceId, channelId }, { reason: 'reconnected', fromAt });
    await notifyOfLostChannel(tx, workspaceId, channelId);
  }
  await emitChannelChanged(tx, workspaceId, channelId);
}
