import type { Tx } from '#lib/db/tx.ts';
import type { ChannelContext, Connector, Rights } from '#lib/networks/contract.ts';
import { log } from '#lib/log.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { appFor } from './apps/app-of-channel.ts';
import { readCredentials, saveCredentials } from './credentials/seal-credentials.ts';
import { openGate } from './rate-limits/gate.ts';
import { renewCredentials } from './credentials/renew-credentials.ts';

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
    select: {
      network: true,
      externalId: true,
      handle: true,
      name: true,
      avatarUrl: true,
      profileUrl: true,
      rights: true,
      networkAppId: true,
    },
  });
  const connector = channel && connectorOf(channel.network);
  const credentials = connector && (await readableCredentials(tx, place, connector));
  if (!connector || !credentials) return null;
  const app = await appFor(tx, place.workspaceId, channel);
  const now = () => new Date();
  const { network, networkAppId, externalId, handle, name, avatarUrl, profileUrl } = channel;
  const context: ChannelContext = {
    app,
    account: { externalId, handle, name, ...(avatarUrl && { avatarUrl }), ...(profileUrl && { profileUrl }) },
    credentials,
    // Written from what the connector said.
    rights: channel.rights as Rights,
    gate: openGate({ ...place, network, networkAppId }, connector, { app, signal }),
    saveCredentials: async (renewed) => {
      context.credentials = renewed;
      await saveCredentials(place, connector, renewed);
    },
    renewCredentials: async (dead) => {
      context.credentials = await renewCredentials(place, connector, dead, { app, signal, now });
      return context.credentials;
    },
    signal,
    now,
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
