import { networkSettings } from '#lib/env.ts';
import type { AppDescription, AppSettings } from './contract.ts';

/** The operator's app at a network, from the environment: `PARVIS_<NETWORK>_CLIENT_ID`, `_URL` and so on. */
export function appSettings(network: string): AppSettings {
  const { client_id, client_secret, webhook_secret, url, ...options } = networkSettings(network);
  return {
    ...(url === undefined ? {} : { baseUrl: url }),
    ...(client_id === undefined ? {} : { clientId: client_id }),
    ...(client_secret === undefined ? {} : { clientSecret: client_secret }),
    ...(webhook_secret === undefined ? {} : { webhookSecret: webhook_secret }),
    options,
  };
}

/** Whether all the settings are there that the connector cannot work without. */
export function isAppReady(description: AppDescription | undefined, app: AppSettings): boolean {
  return description === undefined || description.required.every((name) => Boolean(app[name]));
}
