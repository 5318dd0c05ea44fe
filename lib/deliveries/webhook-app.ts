import type { AppSettings } from '#lib/networks/contract.ts';
import { networkSettings } from '#lib/env.ts';

export type WebhookApp = { settings: AppSettings; networkAppId: string | null };

/** The app whose webhook address was called; null when there is no such app. */
export async function webhookApp(network: string, appId?: string): Promise<WebhookApp | null> {
  if (appId !== undefined) return null;
  const { url, client_id, client_secret, webhook_secret, ...options } = networkSettings(network);
  const settings: AppSettings = {
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(client_id === undefined ? {} : { clientId: client_id }),
    ...(client_secret === undefined ? {} : { clientSecret: client_secret }),
    ...(webhook_secret === undefined ? {} : { webhookSecret: webhook_secret }),
    options,
  };
  return { settings, networkAppId: null };
}
