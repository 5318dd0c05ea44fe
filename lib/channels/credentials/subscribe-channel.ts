import { inWorkspace } from '#lib/db/in-workspace.ts';
import { env } from '#lib/env.ts';
import { webhookAddress } from '../addresses.ts';
import type { Place } from './seal-credentials.ts';
import type { OpenChannel } from '../open-channel.ts';

/**
 * Asks the network to push what happens on a channel, or sees that it does. Where nobody outside could reach us, nothing
 * is asked: networks take only secure addresses, and polling goes on all the same.
 * @throws NetworkError
 */
export async function subscribeChannel(place: Place, { connector, context }: OpenChannel): Promise<void> {
  const isReachable = env().PUBLIC_URL?.startsWith('https:') || context.app.baseUrl !== undefined;
  if (!connector.webhook?.subscribe || !isReachable) return;
  const { workspaceId, channelId } = place;
  const networkAppId = await inWorkspace(workspaceId, async (tx) => {
    const where = { workspaceId_id: { workspaceId, id: channelId } };
    return (await tx.channel.findUniqueOrThrow({ where, select: { networkAppId: true } })).networkAppId;
  });
  await connector.webhook.subscribe(context, webhookAddress(connector.network, networkAppId));
  await inWorkspace(workspaceId, async (tx) => {
    await tx.channel.updateMany({ where: { workspaceId, id: channelId }, data: { subscribedAt: new Date() } });
  });
}
