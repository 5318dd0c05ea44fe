import { createHash } from 'node:crypto';
import type { ChannelRef } from '#lib/channels/channel-ref.ts';

/** What a file belongs to: when the owner is erased, the copy goes too. */
export const ownerKinds = ['attachment', 'identity', 'contact', 'post', 'channel', 'connection'] as const;
export type OwnerKind = (typeof ownerKinds)[number];

/** Where a network stores a file, and what we may do with it. */
export type MediaSource = {
  workspaceId: string;
  owner: { kind: OwnerKind; id: string };
  address: string;
  /** A picture is expected; films and sounds may be larger. */
  isPicture: boolean;
  /** False for a file that must not outlive its time on the network, or was deleted there. */
  isCacheable: boolean;
  /** The channel that the network serves it to, where its address says nothing to anybody else. */
  servedTo?: ChannelRef;
  /** Its bytes, where they are kept; and its name. */
  kept?: { bytes: Uint8Array<ArrayBuffer>; isFile: boolean; title: string | null };
  /** The network's origin as the operator configured it; may be a private address. */
  privateOrigin: string | undefined;
};

const HASH_LENGTH = 40;

/** The name of a cached file: its owner and a hash of its address. */
export function fileNameOf({ owner, address }: Pick<MediaSource, 'owner' | 'address'>): string {
  const hash = createHash('sha256').update(address).digest('hex').slice(0, HASH_LENGTH);
  return `${owner.kind}.${owner.id}.${hash}`;
}

/** @returns null for a name not made by {@link fileNameOf} */
export function ownerOfFile(name: string): MediaSource['owner'] | null {
  const [, kind, id] = /^([a-z]+)\.([0-9a-f-]{36})\.[0-9a-f]{40}$/.exec(name) ?? [];
  const known = ownerKinds.find((one) => one === kind);
  return known && id !== undefined ? { kind: known, id } : null;
}
