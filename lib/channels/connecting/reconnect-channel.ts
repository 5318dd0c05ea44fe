import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { appForConnecting } from '../apps/app-of-channel.ts';
import { getChannel } from '../detail/get-channel.ts';
import { signInToNetwork, type Typed } from './sign-in-to-network.ts';
import { startChannels } from './start-channels.ts';
import { storeReconnected } from './store-connection.ts';
import type { ChannelView } from '../types.ts';

/**
 * Gives a channel new credentials for the same account. Reading continues where it stopped, which fills the gap.
 * @throws Refusal `not_found`; `conflict` when they belong to another account; `network_refused`, `network_unavailable`
 */
export const reconnectChannel = defineAct(
  'channels.manage',
  async (
    caller,
    { channelId, credentials: typed }: { channelId: string; credentials: Typed },
  ): Promise<ChannelView> => {
    const { workspaceId } = caller;
    const channel = await getChannel(caller, { channelId: uuid(channelId) });
    const { network } = channel;
    const connector = connectorOf(network);
    if (!connector) throw new Refusal('not_offered', { network });
    const { app, networkAppId } = await asMember(caller, (tx) => appForConnecting(tx, workspaceId, network));
    const connection = await signInToNetwork(connector, typed, app);
    await asMember(caller, async (tx) => {
      await storeReconnected(tx, caller, { channelId: channel.id, connector, networkAppId, connection });
    });
    await startChannels(workspaceId, [channel]);
    return await getChannel(caller, { channelId: channel.id });
  },
);
