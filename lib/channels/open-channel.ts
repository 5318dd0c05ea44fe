import type { ChannelRef } from './channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { ChannelContext, Connector, Rights } from '#lib/networks/contract.ts';
import { log } from '#lib/log.ts';
import { connectorOf } from '#lib/networks/registry.ts';
import { appFor } from './apps/app-of-channel.ts';
import { readCredentials, saveCredentials } from './credentials/seal-credentials.ts';
import { openRateLimiter } from './rate-limits/rate-limiter.ts';
import { renewCredentials } from './credentials/renew-credentials.ts';

export type OpenChannel = { connector: Connector; context: ChannelContext };

/**
 * Prepares calls to a channel's network.
 * @param signal aborts the calls
 * @returns null when the channel is gone, its network is unknown, or its credentials are missing or unreadable
 */
export async function openChannel(tx: Tx, channelRef: ChannelRef, signal: AbortSignal): Promise<OpenChannel | null> {
  const channel = await tx.channel.findUnique({
    where: { workspaceId_id: { workspaceId: channelRef.workspaceId, id: channelRef.channelId } },
    select: {
      network: true,
      externalId: true,
      handle: true,
      name: true,
      avatarUrl: true,
      profileUrl: true,
      rights: true,
      networkAppId: true,
      findings: { select: { name: true, value: true } },
    },
  });
  const connector = channel && connectorOf(channel.network);
  const credentials = connector && (await readableCredentials(tx, channelRef, connector));
  if (!connector || !credentials) return null;
  const app = await appFor(tx, channelRef.workspaceId, channel);
  const now = () => new Date();
  const { network, networkAppId, externalId, handle, name, avatarUrl, profileUrl } = channel;
  const context: ChannelContext = {
    app,
    account: { externalId, handle, name, ...(avatarUrl && { avatarUrl }), ...(profileUrl && { profileUrl }) },
    credentials,
    // The column is only written from a connector's `Rights`.
    rights: channel.rights as Rights,
    findings: Object.fromEntries(channel.findings.map(({ name, value: found }) => [name, found])),
    rateLimiter: openRateLimiter({ ...channelRef, network, networkAppId }, connector, { app, signal }),
    saveCredentials: async (renewed) => {
      context.credentials = renewed;
      await saveCredentials(channelRef, connector, renewed);
    },
    renewCredentials: async (dead) => {
      context.credentials = await renewCredentials(channelRef, connector, dead, { app, signal, now });
      return context.credentials;
    },
    signal,
    now,
  };
  return { connector, context };
}

/** Credentials encrypted with a lost secret count as missing: a member must enter them again. */
async function readableCredentials(tx: Tx, channelRef: ChannelRef, connector: Connector) {
  try {
    const stored = await readCredentials(tx, channelRef);
    return stored === null ? null : connector.credentialsSchema.parse(stored);
  } catch (error) {
    log.error(
      { ...channelRef, error: error instanceof Error ? error.message : String(error) },
      'credentials cannot be read',
    );
    return null;
  }
}
