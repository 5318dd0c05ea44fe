import type { Connector } from './contract.ts';
import { connectors } from './registry.generated.ts';

/** A network there is a connector for: a folder beside this file. */
export type Network = keyof typeof connectors;

export const networks = Object.keys(connectors) as Network[]; // the keys of a literal are what its type says

export function isNetwork(name: string): name is Network {
  return Object.hasOwn(connectors, name);
}

/** @returns the connector, or null for a network that this version does not know */
export function connectorOf(network: string): Connector | null {
  // Its credentials are unknown here: whoever opens them reads them with this connector's own schema first.
  return isNetwork(network) ? (connectors[network] as unknown as Connector) : null;
}
