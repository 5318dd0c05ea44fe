import { connectorOf, networks } from '#lib/networks/registry.ts';
import type { NetworkView } from './types.ts';

/** The networks that can be connected here. */
export function listNetworks(): NetworkView[] {
  return networks.flatMap((network) => {
    const connector = connectorOf(network);
    if (!connector) return [];
    const { name, connectFields, capabilities } = connector;
    return [{ network, name, connectFields, capabilities }];
  });
}
