import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Key = { id: string; bytes: Buffer };
export type Sealed = { keyId: string; sealed: Uint8Array<ArrayBuffer> };

let keys: Key[] | undefined;

/** The key in force first, then those that only open what they sealed before. */
function keyRing(): Key[] {
  keys ??= [env().PARVIS_SECRET, ...env().PARVIS_OLD_SECRETS.split(',').filter(Boolean)].map((secret) => {
    const bytes = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'parvis credentials', 32));
    return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
  });
  return keys;
}

function keyInForce(): Key {
  const [key] = keyRing();
  if (!key) throw new Error('there is no key to seal with');
  return key;
}

/** The id of the key that new seals carry; rows with another id are due for a rotation. */
export function currentKeyId(): string {
  return keyInForce().id;
}

/** The ids of all keys that open a seal here: fingerprints of the secrets, from which none can be learned. */
export function knownKeyIds(): string[] {
  return keyRing().map(({ id }) => id);
}

/**
 * Seals a value with AES-256-GCM under the current key.
 * @param place what the seal is bound to (a row's key): moved elsewhere, it does not open
 */
export function seal(value: unknown, place: string): Sealed {
  const key = keyInForce();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { keyId: key.id, sealed: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text])) };
}

/** @throws Error when the key is unknown here, or the seal was broken or moved */
export function unseal({ keyId, sealed }: { keyId: string; sealed: Uint8Array }, place: string): unknown {
  const key = keyRing().find(({ id }) => id === keyId);
  if (!key)
    throw new Error(`sealed with a key that is not known here (${keyId}): give its secret in PARVIS_OLD_SECRETS`);
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
