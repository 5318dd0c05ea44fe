import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { appSettings, isAppReady } from '#lib/networks/app-settings.ts';
import { type AppSettings, type Connector, itemKinds } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { readNetworkApps } from './network-app.ts';
import type { NetworkView } from '../types.ts';

/** Lists the networks that have a connector, their capabilities, and whether they can be connected here now. */
export const listNetworks = defineAct('channels.read', async (caller): Promise<NetworkView[]> => {
  const { workspaceId } = caller;
  return await asMember(caller, async (tx) => {
    const own = await readNetworkApps(tx, workspaceId);
    return networks.flatMap((network) => {
      const connector = connectorOf(network);
      return connector ? [viewOf(connector, own.get(network)?.settings ?? appSettings(network))] : [];
    });
  });
});

function viewOf(connector: Connector, app: AppSettings): NetworkView {
  const {
    network,
    name,
    mark,
    oauth,
    connectFields,
    credentialsUrl = null,
    capabilities,
    conditions = {},
    webhook,
    pricing = null,
    isPushOnly = false,
  } = connector;
  return {
    network,
    name,
    mark,
    connectBy: oauth && connectFields.length === 0 ? 'oauth' : 'fields',
    isReady: isAppReady(connector.app, app),
    connectFields,
    credentialsUrl,
    capabilities,
    conditions,
    pushes: itemKinds.filter((kind) => webhook?.pushDelays[kind] !== undefined),
    isPushOnly,
    pricing,
  };
}
