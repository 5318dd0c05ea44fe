import { createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from '#lib/env.ts';

type Key = { id: string; bytes: Buffer };

/** The current secret first, then old ones that only verify. */
function keyRing(): Key[] {
  return [env().PARVIS_SECRET, ...env().PARVIS_OLD_SECRETS.split(',').filter(Boolean)].map((secret) => {
    const bytes = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'parvis audit seal', 32));
    return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
  });
}

/** Signs a hash that has to stay verifiable after the secret was rotated. */
export function signHash(hash: Uint8Array): { keyId: string; signature: Uint8Array<ArrayBuffer> } {
  const [key] = keyRing();
  if (!key) throw new Error('there is no secret to sign with');
  return { keyId: key.id, signature: macOf(key, hash) };
}

/** @returns `unknown_key` when the secret is no longer among `PARVIS_OLD_SECRETS` */
export function checkHashSignature(
  hash: Uint8Array,
  { keyId, signature }: { keyId: string; signature: Uint8Array },
): 'valid' | 'invalid' | 'unknown_key' {
  const key = keyRing().find(({ id }) => id === keyId);
  if (!key) return 'unknown_key';
  const expected = macOf(key, hash);
  return expected.length === signature.length && timingSafeEqual(expected, signature) ? 'valid' : 'invalid';
}

const macOf = (key: Key, hash: Uint8Array) => new Uint8Array(createHmac('sha256', key.bytes).update(hash).digest());
