import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { appSettings, isAppReady } from '#lib/networks/app-settings.ts';
import type { AppSettings, Connector } from '#lib/networks/contract.ts';
import { NetworkError } from '#lib/networks/errors.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { Refusal } from '#lib/refusal.ts';
import { redirectAddress, webhookAddress } from '../addresses.ts';
import { appForConnecting } from './app-of-channel.ts';
import type { NetworkAppView } from '../connecting/types.ts';
import { type NetworkApp, readNetworkApps } from './network-app.ts';
import { refusalOf } from '../connecting/sign-in-to-network.ts';

const PATIENCE_MS = 30_000;

/** Lists the setup of each network's app: which settings exist, never their secret values. */
export const listNetworkApps = defineAct(
  'channels.manage',
  async (caller, { origin }: { origin?: string } = {}): Promise<NetworkAppView[]> => {
    return await asMember(caller, async (tx) => {
      const own = await readNetworkApps(tx, caller.workspaceId);
      return networks.flatMap((network) => {
        const connector = connectorOf(network);
        return connector ? [viewOf(connector, own.get(network), origin)] : [];
      });
    });
  },
);

type Input = { network: string };

/**
 * Tests the app's settings at the network.
 * @throws Refusal `not_found` for an unknown network; `not_offered` when there is no test; `network_refused`,
 *   `network_unavailable` with the connector's `reason` when the test fails
 */
export const testNetworkApp = defineAct('channels.manage', async (caller, { network }: Input): Promise<void> => {
  const connector = connectorOf(network);
  if (!connector) throw new Refusal('not_found');
  const { workspaceId } = caller;
  const { app } = await asMember(caller, (tx) => appForConnecting(tx, workspaceId, network));
  if (!isAppReady(connector.app, app)) throw refusalOf(new NetworkError('refused', 'app_not_set_up'));
  if (!connector.app?.test) throw new Refusal('not_offered', { network });
  try {
    await connector.app.test({ app, signal: AbortSignal.timeout(PATIENCE_MS), now: () => new Date() });
  } catch (error) {
    throw error instanceof NetworkError ? refusalOf(error) : error;
  }
});

/** Options whose value is secret. */
const SECRET = /secret|token|password|key/;

function viewOf(connector: Connector, own: NetworkApp | undefined, origin: string | undefined): NetworkAppView {
  const { network, name, mark, app: description } = connector;
  const app = own?.settings ?? appSettings(network);
  const required = description?.required ?? [];
  const asked = new Set(connector.webhook && description ? [...required, 'webhookSecret' as const] : required);
  return {
    network,
    name,
    mark,
    from: own ? 'workspace' : isEmpty(appSettings(network)) ? null : 'operator',
    isReady: isAppReady(description, app),
    canBeTested: description?.test !== undefined,
    settings: [...asked].map((setting) => ({
      name: setting,
      variable: variableOf(network, setting.replace(/[A-Z]/g, '_$&')),
      isRequired: required.includes(setting),
      isSet: Boolean(app[setting]),
    })),
    options: (description?.options ?? []).map((option) => ({
      name: option.name,
      variable: variableOf(network, option.name),
      values: option.values ?? [],
      isSet: Boolean(app.options[option.name]),
      value: SECRET.test(option.name) ? null : (app.options[option.name] ?? option.values?.[0] ?? null),
    })),
    webhookUrl: connector.webhook ? webhookAddress(network, own?.id ?? null, origin) : null,
    redirectUrl: connector.oauth ? redirectAddress(connector, origin) : null,
  };
}

function isEmpty({ options, ...settings }: AppSettings): boolean {
  return Object.keys(settings).length === 0 && Object.keys(options).length === 0;
}

function variableOf(network: string, setting: string): string {
  return `PARVIS_${network}_${setting}`.toUpperCase();
}
