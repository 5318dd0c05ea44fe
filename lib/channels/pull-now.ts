import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { getChannel } from './detail/get-channel.ts';
import type { ChannelView } from './types.ts';
import { channelJobs } from './jobs.ts';

type Input = { channelId: string };

/**
 * Pulls a channel now instead of when it is due, and asks again for what the network refused to push. A rate limit of the
 * network still delays it.
 * @throws Refusal `not_found`; `channel_unavailable` when it is not connected
 */
export const pullNow = defineAct('channels.manage', async (caller, { channelId }: Input): Promise<ChannelView> => {
  const { workspaceId } = caller;
  const channel = await getChannel(caller, { channelId });
  if (channel.status !== 'connected') throw new Refusal('channel_unavailable', { reason: channel.status });
  await asMember(caller, async (tx) => {
    const where = { workspaceId, channelId: uuid(channelId), refusedReason: { not: null } };
    const isRefused = (await tx.channelSubscription.findFirst({ where, select: { event: true } })) !== null;
    await tx.channel.updateMany({
      where: { workspaceId, id: uuid(channelId) },
      // The daily check, which subscribes, is due at once.
      data: { nextPullAt: new Date(), ...(isRefused ? { credentialsCheckedAt: null } : {}) },
    });
  });
  await enqueue(channelJobs.pullChannel, { workspaceId, channelId: channel.id });
  return channel;
});
