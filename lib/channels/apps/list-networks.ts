import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { appSettings, isAppReady } from '#lib/networks/app-settings.ts';
import { type AppSettings, type Connector, itemKinds } from '#lib/networks/contract.ts';
import { connectorOf, networks } from '#lib/networks/registry.ts';
import { readCrowding } from '../rate-limits/crowding.ts';
import { readNetworkApps } from './network-app.ts';
import type { NetworkView } from '../types.ts';

/** Lists the networks that have a connector, their capabilities, and whether they can be connected here now. */
export const listNetworks = defineAct('channels.read', async (caller): Promise<NetworkView[]> => {
  const { workspaceId } = caller;
  const own = await asMember(caller, (tx) => readNetworkApps(tx, workspaceId));
  const views: NetworkView[] = [];
  for (const network of networks) {
    const connector = connectorOf(network);
    if (!connector) continue;
    const ofWorkspace = own.get(network);
    const app = ofWorkspace?.settings ?? appSettings(network);
    views.push(viewOf(connector, app, await readCrowding(connector, app, ofWorkspace?.id ?? null)));
  }
  return views;
});

function viewOf(connector: Connector, app: AppSettings, crowdedAt: number | null): NetworkView {
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
    crowdedAt,
  };
}
