import { z } from 'zod';
import { seal, unseal } from '#lib/crypto/seal.ts';
import type { Tx } from '#lib/db/tx.ts';
import { log } from '#lib/log.ts';
import { appSettings } from '#lib/networks/app-settings.ts';
import type { AppSettings } from '#lib/networks/contract.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';

const storedSettings = z.object({
  baseUrl: z.url().exactOptional(),
  clientId: z.string().exactOptional(),
  clientSecret: z.string().exactOptional(),
  webhookSecret: z.string().exactOptional(),
  options: z.record(z.string(), z.string()),
});

/** A workspace's own app at a network. */
export type NetworkApp = { id: string; workspaceId: string; network: string; settings: AppSettings };

/** @returns null when the workspace has no app of its own and uses the operator's */
export async function readNetworkApp(tx: Tx, workspaceId: string, network: string): Promise<NetworkApp | null> {
  const row = await tx.networkApp.findUnique({ where: { workspaceId_network: { workspaceId, network } } });
  return row && open(row);
}

/** All of a workspace's own apps, by network. */
export async function readNetworkApps(tx: Tx, workspaceId: string): Promise<Map<string, NetworkApp>> {
  const rows = await tx.networkApp.findMany({ where: { workspaceId } });
  return new Map(rows.map((row) => [row.network, open(row)]));
}

/** Stores a workspace's own app, encrypted and bound to its row. @throws Refusal `quota_reached` */
export async function writeNetworkApp(
  tx: Tx,
  { workspaceId, network, settings }: { workspaceId: string; network: string; settings: AppSettings },
): Promise<{ id: string }> {
  const { keyId, sealed } = seal(storedSettings.parse(settings), bindingOf(workspaceId, network));
  const known = await tx.networkApp.count({ where: { workspaceId, network } });
  if (known === 0) await takeStock(tx, workspaceId, [{ quota: 'network_apps', subject: null }]);
  return await tx.networkApp.upsert({
    where: { workspaceId_network: { workspaceId, network } },
    create: { workspaceId, network, keyId, sealed },
    update: { keyId, sealed, updatedAt: new Date() },
    select: { id: true },
  });
}

/** Re-encrypts an app with the current key. @throws Error when its key is unknown */
export async function reencryptNetworkApp(tx: Tx, { id, workspaceId, network, keyId, sealed }: Row): Promise<void> {
  const boundTo = bindingOf(workspaceId, network);
  const data = seal(unseal({ keyId, sealed }, boundTo), boundTo);
  await tx.networkApp.update({ where: { workspaceId_id: { workspaceId, id } }, data, select: { id: true } });
}

type Row = { id: string; workspaceId: string; network: string; keyId: string; sealed: Uint8Array };

/** Settings encrypted with a lost secret count as missing: the app is shown as not set up. */
function open({ id, workspaceId, network, ...row }: Row): NetworkApp {
  return { id, workspaceId, network, settings: withBaseUrl(network, openSettings(workspaceId, network, row)) };
}

function openSettings(workspaceId: string, network: string, row: { keyId: string; sealed: Uint8Array }): AppSettings {
  try {
    return storedSettings.parse(unseal(row, bindingOf(workspaceId, network)));
  } catch (error) {
    log.error(
      { workspaceId, network, error: error instanceof Error ? error.message : String(error) },
      'app settings cannot be read',
    );
    return { options: {} };
  }
}

/** The operator configures the network's base address for all workspaces: a proxy or a stand-in. */
function withBaseUrl(network: string, settings: AppSettings): AppSettings {
  const baseUrl = settings.baseUrl ?? appSettings(network).baseUrl;
  return { ...settings, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function bindingOf(workspaceId: string, network: string): string {
  return `${workspaceId}:app:${network}`;
}
