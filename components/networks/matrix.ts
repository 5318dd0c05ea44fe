import {
  capabilityNames,
  type CapabilityName,
  type ItemKind,
  itemKinds,
  type NetworkView,
} from '#lib/channels/types.ts';

/** What the table of networks needs. Connectors have it, and so does the answer of `GET networks`. */
export type MatrixNetwork = Pick<
  NetworkView,
  'network' | 'name' | 'capabilities' | 'conditions' | 'pushes' | 'isPushOnly'
>;

/** `conditional`: available unless one of `reasons` applies. */
export type MatrixCell = {
  is: 'offered' | 'conditional' | 'absent';
  /** Only for the brand's own messages. */
  isOwnOnly: boolean;
  reasons: readonly string[];
};

/** One kind of item on one network. `read` is how it is read: `push` is polled too, `pushOnly` is not; null is not read at all. */
export type MatrixRow = {
  kind: ItemKind;
  read: 'push' | 'pushOnly' | 'poll' | null;
  cells: Record<CapabilityName, MatrixCell>;
};

export type Condition = { reason: string; kinds: { kind: ItemKind; names: CapabilityName[] }[] };

export function matrixRows(network: MatrixNetwork): MatrixRow[] {
  return itemKinds.map((kind) => ({
    kind,
    read: network.capabilities[kind] ? readOf(network, kind) : null,
    // Every name is among its entries.
    cells: Object.fromEntries(capabilityNames.map((name) => [name, cellOf(network, kind, name)])) as MatrixRow['cells'],
  }));
}

function readOf({ pushes, isPushOnly }: MatrixNetwork, kind: ItemKind): 'push' | 'pushOnly' | 'poll' {
  if (!pushes.includes(kind)) return 'poll';
  return isPushOnly ? 'pushOnly' : 'push';
}

function cellOf({ capabilities, conditions }: MatrixNetwork, kind: ItemKind, name: CapabilityName): MatrixCell {
  const capability = capabilities[kind]?.[name];
  const reasons = capability ? (conditions[kind]?.[name] ?? []) : [];
  const is = !capability ? 'absent' : reasons.length > 0 ? 'conditional' : 'offered';
  return { is, isOwnOnly: capability === 'own', reasons };
}

/** The conditions of a network, each reason once, with the actions and kinds it applies to. */
export function conditionsOf(rows: readonly MatrixRow[]): Condition[] {
  const reasons = new Set(rows.flatMap(({ cells }) => capabilityNames.flatMap((name) => cells[name].reasons)));
  return [...reasons].map((reason) => ({
    reason,
    kinds: rows.flatMap(({ kind, cells }) => {
      const names = capabilityNames.filter((name) => cells[name].reasons.includes(reason));
      return names.length === 0 ? [] : [{ kind, names }];
    }),
  }));
}
