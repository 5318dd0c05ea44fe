import { createHash } from 'node:crypto';

/** What a file belongs to: with it goes the right to keep it. */
export const ownerKinds = ['attachment', 'identity', 'contact', 'post', 'channel', 'connection'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

/** Where a network keeps a file, and what may be done with it. */
export type MediaSource = {
  workspaceId: string;
  owner: { kind: OwnerKind; id: string };
  address: string;
  /** A picture is what is expected; a film or a sound may be larger. */
  isPicture: boolean;
  /** False for what must not outlive its time on the network, or was deleted there. */
  mayBeKept: boolean;
  /** Where the operator says that the network is, which may be a private address. */
  privateOrigin: string | undefined;
};

const HASH_LENGTH = 40;

/** The name of a kept file: whose it is, and which address it came from. */
export function fileNameOf({ owner, address }: Pick<MediaSource, 'owner' | 'address'>): string {
  const hash = createHash('sha256').update(address).digest('hex').slice(0, HASH_LENGTH);
  return `${owner.kind}.${owner.id}.${hash}`;
}

/** @returns null for a name that {@link fileNameOf} did not make */
export function ownerOfFile(name: string): MediaSource['owner'] | null {
  const [, kind, id] = /^([a-z]+)\.([0-9a-f-]{36})\.[0-9a-f]{40}$/.exec(name) ?? [];
  const known = ownerKinds.find((one) => one === kind);
  return known && id !== undefined ? { kind: known, id } : null;
}
