import type { Tx } from '#lib/db/client.ts';
import type { ChannelContext, Connector } from '#lib/networks/contract.ts';
import { log } from '#lib/log.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { readCredentials, saveCredentials } from './credentials.ts';

export type OpenChannel = { connector: Connector; context: ChannelContext };

/**
 * Makes ready to speak to a channel's network.
 * @param signal ends the conversation
 * @returns null when the channel is gone, has no credentials that can be read, or its network is not known here
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
  const credentials = connector && (await readableCredentials(tx, place, connector));
  if (!connector || !credentials) return null;
  const context: ChannelContext = {
    account: { externalId: channel.externalId, handle: channel.handle, name: channel.name },
    credentials,
    saveCredentials: async (renewed) => {
      context.credentials = renewed;
      await saveCredentials(place, renewed);
    },
    signal,
    now: () => new Date(),
  };
  return { connector, context };
}

/** Credentials sealed with a secret that was lost are as good as none: somebody has to type them again. */
async function readableCredentials(tx: Tx, place: { workspaceId: string; channelId: string }, connector: Connector) {
  try {
    const stored = await readCredentials(tx, place);
    return stored === null ? null : connector.credentialsSchema.parse(stored);
  } catch (error) {
    log.error(
      { ...place, error: error instanceof Error ? error.message : String(error) },
      'credentials cannot be read',
    );
    return null;
  }
}
