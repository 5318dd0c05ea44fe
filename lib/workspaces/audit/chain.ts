import { createHash } from 'node:crypto';
import { DIGEST_LENGTH, type LineRange } from './line-digests.ts';

/** What a seal is made of. */
export type SealContent = LineRange & { number: bigint; digests: Uint8Array };

/** What the first seal of a workspace follows. */
export const CHAIN_START = new Uint8Array(DIGEST_LENGTH);

/** The hash of a seal, over its own content and the hash of the seal before. */
export function hashSeal(before: Uint8Array, seal: SealContent): Uint8Array<ArrayBuffer> {
  const { workspaceId, number, source, lineIds, firstAt, lastAt, digests } = seal;
  const head = JSON.stringify([workspaceId, String(number), source, firstAt.getTime(), lastAt.getTime(), lineIds]);
  return new Uint8Array(createHash('sha256').update(before).update(head).update(digests).digest());
}

export const inHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
