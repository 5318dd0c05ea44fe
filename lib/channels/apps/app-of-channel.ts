import type { Tx } from '#lib/db/tx.ts';
import { appSettings } from '#lib/networks/app-settings.ts';
import type { AppSettings } from '#lib/networks/contract.ts';
import { readNetworkApp } from './network-app.ts';

type Place = { workspaceId: string; channelId: string };

/**
 * The app through which a channel was connected, the only one that its credentials are good for: the workspace's own,
 * or the operator's.
 */
export async function appOfChannel(tx: Tx, { workspaceId, channelId }: Place): Promise<AppSettings> {
  const channel = await tx.channel.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: channelId } },
    select: { network: true, networkAppId: true },
  });
  return await appFor(tx, workspaceId, channel);
}

/** As {@link appOfChannel}, of a row that was read already. */
export async function appFor(
  tx: Tx,
  workspaceId: string,
  { network, networkAppId }: { network: string; networkAppId: string | null },
): Promise<AppSettings> {
  const own = networkAppId === null ? null : await readNetworkApp(tx, workspaceId, network);
  return own?.settings ?? appSettings(network);
}

/** The app through which a new channel is connected: the workspace's own wins over the operator's. */
export async function appForConnecting(
  tx: Tx,
  workspaceId: string,
  network: string,
): Promise<{ app: AppSettings; networkAppId: string | null }> {
  const own = await readNetworkApp(tx, workspaceId, network);
  return own ? { app: own.settings, networkAppId: own.id } : { app: appSettings(network), networkAppId: null };
}
