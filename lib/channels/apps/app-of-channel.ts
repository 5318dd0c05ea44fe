import type { ChannelRef } from '../channel-ref.ts';
import type { Tx } from '#lib/db/tx.ts';
import { appSettings } from '#lib/networks/app-settings.ts';
import type { AppSettings } from '#lib/networks/contract.ts';
import { readNetworkApp } from './network-app.ts';

/**
 * The app through which a channel was connected: the workspace's own or the operator's. The channel's credentials are
 * valid only with this app.
 */
export async function appOfChannel(tx: Tx, { workspaceId, channelId }: ChannelRef): Promise<AppSettings> {
  const channel = await tx.channel.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { network: true, networkAppId: true },
  });
  return await appFor(tx, workspaceId, channel);
}

/** Same as {@link appOfChannel}, for a row that is already loaded. */
export async function appFor(
  tx: Tx,
  workspaceId: string,
  { network, networkAppId }: { network: string; networkAppId: string | null },
): Promise<AppSettings> {
  const own = networkAppId === null ? null : await readNetworkApp(tx, workspaceId, network);
  return own?.settings ?? appSettings(network);
}

/** The app for connecting a new channel: the workspace's own, if any, otherwise the operator's. */
export async function appForConnecting(
  tx: Tx,
  workspaceId: string,
  network: string,
): Promise<{ app: AppSettings; networkAppId: string | null }> {
  const own = await readNetworkApp(tx, workspaceId, network);
  return own ? { app: own.settings, networkAppId: own.id } : { app: appSettings(network), networkAppId: null };
}
