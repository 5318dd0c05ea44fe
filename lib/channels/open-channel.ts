import type { Tx } from '#lib/db/client.ts';
import type { ChannelContext, Connector } from '#lib/networks/contract.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { readCredentials, saveCredentials } from './credentials.ts';

export type OpenChannel = { connector: Connector; context: ChannelContext };

/**
 * Makes ready to speak to a channel's network.
 * @param signal ends the conversation
 * @returns null when the channel is gone, has no credentials, or its network is not known here
 */
export async function openChannel(
  tx: Tx,
  place: { workspaceId: string; channelId: string },
  signal: AbortSignal,
): Promise<OpenChannel | null> {
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId: place.workspaceId, id: place.channelId } },
    select: { network: true, externalId: true, handle: true, name: true },
  });
  const connector = channel && connectorOf(channel.network);
  const stored = await readCredentials(tx, place);
  if (!connector || stored === null) return null;
  const context: ChannelContext = {
    account: { externalId: channel.externalId, handle: channel.handle, name: channel.name },
    credentials: connector.credentialsSchema.parse(stored),
    saveCredentials: async (renewed) => {
      context.credentials = renewed;
      await saveCredentials(place, renewed);
    },
    signal,
    now: () => new Date(),
  };
  return { connector, context };
}
