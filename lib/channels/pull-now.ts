import { allow, type Caller } from '#lib/caller.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { enqueue } from '#lib/queue/enqueue.ts';
import { Refusal } from '#lib/refusal.ts';
import { getChannel } from './detail/get-channel.ts';
import type { ChannelView } from './types.ts';

/**
 * Pulls a channel now instead of when it is due. A rate limit of the network still delays it.
 * @throws Refusal `not_found`; `channel_unavailable` when it is not connected
 */
export async function pullNow(caller: Caller, { channelId }: { channelId: string }): Promise<ChannelView> {
  allow(caller, 'items.work');
  const { workspaceId } = caller;
  const channel = await getChannel(caller, { channelId });
  if (channel.status !== 'connected') throw new Refusal('channel_unavailable', { reason: channel.status });
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channel.updateMany({ where: { workspaceId, id: uuid(channelId) }, data: { nextPullAt: new Date() } });
  });
  await enqueue('pull-channel', { workspaceId, channelId: channel.id });
  return channel;
}
