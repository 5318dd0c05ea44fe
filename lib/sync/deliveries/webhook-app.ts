import { z } from 'zod';
import { type NetworkApp, readNetworkApp } from '#lib/channels/apps/network-app.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { appSettings } from '#lib/networks/app-settings.ts';
import type { AppSettings } from '#lib/networks/contract.ts';

export type WebhookApp = {
  settings: AppSettings;
  /** Null: the operator's. */
  networkAppId: string | null;
};

/** How long a workspace's own app is cached, so that a burst decrypts it once, in milliseconds. */
const REMEMBERED_MS = 5_000;

const holder = globalThis as typeof globalThis & {
  parvisWebhookApps?: Map<string, { app: WebhookApp; until: number }>;
};

/**
 * Finds the app whose webhook address was called.
 * @param appId the id of a workspace's own app; absent for the operator's
 * @returns null when there is no such app
 */
export async function webhookApp(network: string, appId?: string): Promise<WebhookApp | null> {
  if (appId === undefined) return { settings: appSettings(network), networkAppId: null };
  holder.parvisWebhookApps ??= new Map();
  const known = holder.parvisWebhookApps;
  const key = `${network} ${appId.toLowerCase()}`;
  const remembered = known.get(key);
  if (remembered && remembered.until > Date.now()) return remembered.app;
  known.delete(key);
  const found = await findOwnApp(network, appId);
  if (!found) return null;
  const app = { settings: found.settings, networkAppId: found.id };
  known.set(key, { app, until: Date.now() + REMEMBERED_MS });
  return app;
}

/** Finds the app with this id in any workspace. */
async function findOwnApp(network: string, appId: string): Promise<NetworkApp | null> {
  if (!z.uuid().safeParse(appId).success) return null;
  const place = await asDispatcher(async (tx) => {
    return await tx.networkApp.findFirst({ where: { id: appId, network }, select: { workspaceId: true } });
  });
  return place && (await inWorkspace(place.workspaceId, (tx) => readNetworkApp(tx, place.workspaceId, network)));
}
