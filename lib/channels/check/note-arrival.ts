import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { InboundMessage } from '#lib/networks/contract.ts';
import { emitChannelChanged } from '#lib/realtime/emit/emit-channel-changed.ts';

/** Networks give whole seconds, and clocks differ: what was written this much before the start may still be the trial. */
const TOLERANCE_MS = 10_000;

/**
 * Ends the trial of a channel, if one waits, with the first of these messages that was written after its start.
 * @param arrived new messages of any age, also of the history
 */
export async function noteArrival(
  tx: Tx,
  { workspaceId, channelId }: ChannelRef,
  { arrived, isPushed }: { arrived: readonly InboundMessage[]; isPushed: boolean },
): Promise<void> {
  const since = Date.now() - 24 * 3_600_000;
  const inbound = arrived.filter(({ direction, createdAt }) => direction === 'inbound' && createdAt.getTime() > since);
  if (inbound.length === 0) return;
  const trial = await tx.channelTrial.findFirst({
    where: { workspaceId, channelId, arrivedAt: null },
    select: { startedAt: true },
  });
  if (!trial) return;
  const from = trial.startedAt.getTime() - TOLERANCE_MS;
  const first = inbound
    .filter(({ createdAt }) => createdAt.getTime() >= from)
    .reduce<InboundMessage | null>((best, one) => (best && best.createdAt <= one.createdAt ? best : one), null);
  if (!first) return;
  await tx.channelTrial.updateMany({
    where: { workspaceId, channelId, arrivedAt: null },
    data: {
      arrivedAt: new Date(),
      writtenAt: first.createdAt,
      way: isPushed ? 'push' : 'poll',
      itemKind: first.kind,
    },
  });
  await emitChannelChanged(tx, workspaceId, channelId);
}
