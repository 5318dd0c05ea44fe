'use client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import type { NetworkView } from '#lib/channels/types.ts';

/** What a row shows about a network. */
export type NetworkRef = Pick<NetworkView, 'network' | 'name' | 'mark' | 'pushes'>;

const NetworksContext = createContext<ReadonlyMap<string, NetworkRef>>(new Map());

/** The networks of this installation. The server reads them once for all pages of a workspace. */
export function NetworksProvider({ networks, children }: { networks: readonly NetworkRef[]; children: ReactNode }) {
  const byName = useMemo(() => new Map(networks.map((one) => [one.network, one])), [networks]);
  return <NetworksContext value={byName}>{children}</NetworksContext>;
}

type Known = Pick<NetworkRef, 'name' | 'pushes'> & { mark: NetworkRef['mark'] | null };

/** A network's name, mark and pushes. A network that this version does not know has its id as name and no mark. */
export function useNetwork(network: string): Known {
  return use(NetworksContext).get(network) ?? { name: network, mark: null, pushes: [] };
}

/** The networks of this installation, in their order. */
export function useNetworkList(): readonly NetworkRef[] {
  return [...use(NetworksContext).values()];
}
