'use client';
import { createContext, type ReactNode, use, useMemo } from 'react';
import type { NetworkView } from '#lib/channels/types.ts';

/** What a row shows of a network. */
export type NetworkRef = Pick<NetworkView, 'network' | 'name' | 'mark' | 'pushes'>;

const NetworksContext = createContext<ReadonlyMap<string, NetworkRef>>(new Map());

/** The networks that this installation knows, read once by the server for all pages of a workspace. */
export function NetworksProvider({ networks, children }: { networks: readonly NetworkRef[]; children: ReactNode }) {
  const byName = useMemo(() => new Map(networks.map((one) => [one.network, one])), [networks]);
  return <NetworksContext value={byName}>{children}</NetworksContext>;
}

type Known = Pick<NetworkRef, 'name' | 'pushes'> & { mark: NetworkRef['mark'] | null };

/** A network's name and mark, and what it pushes; its own word and no mark for one that this version does not know. */
export function useNetwork(network: string): Known {
  return use(NetworksContext).get(network) ?? { name: network, mark: null, pushes: [] };
}
