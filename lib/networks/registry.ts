import type { Connector } from './contract.ts';
import { connectors } from './registry.generated.ts';

/** A network with a connector: a folder beside this file. */
export type Network = keyof typeof connectors;

export const networks = Object.keys(connectors) as Network[]; // an object literal has exactly the keys of its type

export function isNetwork(name: string): name is Network {
  return Object.hasOwn(connectors, name);
}

/** @returns the connector, or null for a network that this version does not know */
export function connectorOf(network: string): Connector | null {
  // The credentials' type is unknown here: callers parse them with the connector's own schema first.
  return isNetwork(network) ? (connectors[network] as unknown as Connector) : null;
}
