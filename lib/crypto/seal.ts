import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { env } from '#lib/env.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

type Key = { id: string; bytes: Buffer };
export type Sealed = { keyId: string; sealed: Uint8Array<ArrayBuffer> };

let keys: Key[] | undefined;

/** The current key first, then old keys that only decrypt. */
function keyRing(): Key[] {
  keys ??= [env().PARVIS_SECRET, ...env().PARVIS_OLD_SECRETS.split(',').filter(Boolean)].map((secret) => {
    const bytes = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'parvis credentials', 32));
    return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 16), bytes };
  });
  return keys;
}

function currentKey(): Key {
  const [key] = keyRing();
  if (!key) throw new Error('there is no encryption key');
  return key;
}

/** The id of the key that encrypts now; rows with another id must be re-encrypted. */
export function currentKeyId(): string {
  return currentKey().id;
}

/** The ids of all keys that can decrypt here. They are hashes and reveal no secret. */
export function knownKeyIds(): string[] {
  return keyRing().map(({ id }) => id);
}

/**
 * Encrypts a value with AES-256-GCM under the current key.
 * @param boundTo the row's key: the ciphertext does not decrypt when it is copied to another row
 */
export function seal(value: unknown, boundTo: string): Sealed {
  const key = currentKey();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(Buffer.from(boundTo));
  const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
  return { keyId: key.id, sealed: new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text])) };
}

/** @throws Error when the key is unknown, or the ciphertext was changed or copied to another row */
export function unseal({ keyId, sealed }: { keyId: string; sealed: Uint8Array }, boundTo: string): unknown {
  const key = keyRing().find(({ id }) => id === keyId);
  if (!key) throw new Error(`encrypted with an unknown key (${keyId}): add its secret to PARVIS_OLD_SECRETS`);
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString('utf8'));
}
