import { z } from 'zod';
import { listNetworks } from '#lib/channels/apps/list-networks.ts';
import { listNetworkApps, testNetworkApp } from '#lib/channels/apps/network-apps.ts';
import { operation } from '../operation.ts';
import { originOf } from '../origin.ts';
import { networkView } from '../schemas/channel.ts';
import { networkAppView } from '../schemas/connection.ts';
import { none, nothing } from '../schemas/fields.ts';

export const networkOperations = [
  operation({
    id: 'listNetworks',
    method: 'GET',
    path: 'networks',
    summary: 'List the networks that can be connected, with their fields and capabilities',
    act: listNetworks,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ networks: z.array(networkView) }),
    run: async (act) => ({ networks: await act() }),
  }),
  operation({
    id: 'listNetworkApps',
    method: 'GET',
    path: 'network-apps',
    summary: 'Show how each network’s app is set up, and the URLs to enter at the network; never a secret',
    act: listNetworkApps,
    params: none,
    query: none,
    body: z.unknown(),
    answer: z.object({ apps: z.array(networkAppView) }),
    run: async (act, _, { request }) => ({ apps: await act({ origin: originOf(request) }) }),
  }),
  operation({
    id: 'testNetworkApp',
    method: 'POST',
    path: 'network-apps/{network}/test',
    summary: 'Test the app’s settings; 422 with the network’s reason if they do not work',
    act: testNetworkApp,
    refusals: ['not_offered', 'network_refused', 'network_unavailable'],
    status: 204,
    params: z.object({ network: z.string().max(60) }),
    query: none,
    body: none,
    answer: nothing,
    run: async (act, { params }) => {
      await act(params);
      return undefined;
    },
  }),
];
