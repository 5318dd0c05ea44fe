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

/** @returns null where the workspace has none of its own: the operator's holds */
export async function readNetworkApp(tx: Tx, workspaceId: string, network: string): Promise<NetworkApp | null> {
  const row = await tx.networkApp.findUnique({ where: { workspaceId_network: { workspaceId, network } } });
  return row && open(row);
}

/** All that a workspace has of its own, by network. */
export async function readNetworkApps(tx: Tx, workspaceId: string): Promise<Map<string, NetworkApp>> {
  const rows = await tx.networkApp.findMany({ where: { workspaceId } });
  return new Map(rows.map((row) => [row.network, open(row)]));
}

/** Stores a workspace's own app, sealed to its row. @throws Refusal `quota_reached` */
export async function writeNetworkApp(
  tx: Tx,
  { workspaceId, network, settings }: { workspaceId: string; network: string; settings: AppSettings },
): Promise<{ id: string }> {
  const { keyId, sealed } = seal(storedSettings.parse(settings), sealPlace(workspaceId, network));
  const known = await tx.networkApp.count({ where: { workspaceId, network } });
  if (known === 0) await takeStock(tx, workspaceId, [{ quota: 'network_apps', subject: null }]);
  return await tx.networkApp.upsert({
    where: { workspaceId_network: { workspaceId, network } },
    create: { workspaceId, network, keyId, sealed },
    update: { keyId, sealed, updatedAt: new Date() },
    select: { id: true },
  });
}

/** Seals with the key in force what another one sealed. @throws Error when that key is not given */
export async function resealNetworkApp(tx: Tx, { id, workspaceId, network, keyId, sealed }: Row): Promise<void> {
  const place = sealPlace(workspaceId, network);
  const data = seal(unseal({ keyId, sealed }, place), place);
  await tx.networkApp.update({ where: { workspaceId_id: { workspaceId, id } }, data, select: { id: true } });
}

type Row = { id: string; workspaceId: string; network: string; keyId: string; sealed: Uint8Array };

/** Settings sealed with a secret that was lost are as good as none: the app is shown as not set up. */
function open({ id, workspaceId, network, ...row }: Row): NetworkApp {
  return { id, workspaceId, network, settings: withOperatorsPlace(network, openSettings(workspaceId, network, row)) };
}

function openSettings(workspaceId: string, network: string, row: { keyId: string; sealed: Uint8Array }): AppSettings {
  try {
    return storedSettings.parse(unseal(row, sealPlace(workspaceId, network)));
  } catch (error) {
    log.error({ workspaceId, network, error: error instanceof Error ? error.message : String(error) }, 'app sealed');
    return { options: {} };
  }
}

/** Where the network is, the operator says for all: a proxy of his, a stand-in. */
function withOperatorsPlace(network: string, settings: AppSettings): AppSettings {
  const baseUrl = settings.baseUrl ?? appSettings(network).baseUrl;
  return { ...settings, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

function sealPlace(workspaceId: string, network: string): string {
  return `${workspaceId}:app:${network}`;
}
