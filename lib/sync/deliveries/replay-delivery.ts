import { defineAct } from '#lib/act.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { findChannel } from './list-deliveries.ts';
import { syncJobs } from '../jobs.ts';

/** The state of a delivery that has just arrived. */
const newlyReceived = {
  state: 'received',
  attempts: 0,
  error: null,
  nextAt: null,
  processedAt: null,
} as const satisfies Prisma.WebhookDeliveryUpdateManyMutationInput;

type Input = { deliveryId: string };

/**
 * Processes a delivery again, whatever its outcome was. Messages that are already stored do not change.
 * @throws Refusal `not_found`; `conflict` when its body was erased meanwhile
 */
export const replayDelivery = defineAct('channels.manage', async (caller, { deliveryId }: Input): Promise<void> => {
  const { workspaceId } = caller;
  const id = uuid(deliveryId);
  const channelId = await asMember(caller, async (tx) => {
    const { count } = await tx.webhookDelivery.updateMany({
      where: { workspaceId, id, body: { not: '' } },
      data: newlyReceived,
    });
    const delivery = await tx.webhookDelivery.findFirst({ where: { workspaceId, id }, select: { channelId: true } });
    if (!delivery) throw new Refusal('not_found');
    if (count === 0) throw new Refusal('conflict', { reason: 'erased' });
    return delivery.channelId;
  });
  await enqueue(syncJobs.processDeliveries, { workspaceId, channelId });
});

/** Processes all failed and unreadable deliveries of a channel again. @returns how many @throws Refusal `not_found` */
export const replayFailedDeliveries = defineAct(
  'channels.manage',
  async (caller, { channelId }: { channelId: string }): Promise<{ deliveries: number }> => {
    const { workspaceId } = caller;
    const id = uuid(channelId);
    const deliveries = await asMember(caller, async (tx) => {
      await findChannel(tx, workspaceId, id);
      const { count } = await tx.webhookDelivery.updateMany({
        where: { workspaceId, channelId: id, state: { in: ['failed', 'unreadable'] }, body: { not: '' } },
        data: newlyReceived,
      });
      return count;
    });
    if (deliveries > 0) await enqueue(syncJobs.processDeliveries, { workspaceId, channelId: id });
    return { deliveries };
  },
);
