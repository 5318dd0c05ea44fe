import type { ChannelRef } from '../channel-ref.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { webhookAddress } from '../addresses.ts';
import type { OpenChannel } from '../open-channel.ts';

/**
 * Subscribes to the network's webhooks for a channel, or checks that we are subscribed. Does nothing when we have no
 * public https address: networks accept no other, and polling continues anyway.
 * @throws NetworkError
 */
export async function subscribeChannel(channelRef: ChannelRef, { connector, context }: OpenChannel): Promise<void> {
  const isReachable = env().PUBLIC_URL?.startsWith('https:') || context.app.baseUrl !== undefined;
  if (!connector.webhook?.subscribe || !isReachable) return;
  const { workspaceId, channelId } = channelRef;
  const networkAppId = await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: channelId } };
    return (await tx.channel.findUniqueOrThrow({ where, select: { networkAppId: true } })).networkAppId;
  });
  await connector.webhook.subscribe(context, webhookAddress(connector.network, networkAppId));
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { subscribedAt: new Date() } });
  });
}
