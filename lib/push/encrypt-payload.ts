import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import type { GivenSubscription } from './types.ts';

/** What every push service accepts in one message, in bytes of text. Source: RFC 8291, 4. */
const LONGEST = 3993;
const RECORD_BYTES = 4096;
/** Ends the last record. Source: RFC 8188, 2. */
const LAST = Buffer.from([2]);

const bytes = (text: string) => Buffer.from(text, 'base64url');
const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

/**
 * Encrypts a text for one browser, as one `aes128gcm` record (RFC 8291). The push service cannot read it.
 * @param once made anew for each message; given only to check against the example of the standard
 * @throws Error for a key that is no point of P-256, or a text of more than 3,993 bytes
 */
export function encryptPayload(
  text: string,
  { p256dh, auth }: Pick<GivenSubscription, 'p256dh' | 'auth'>,
  once: { salt: Buffer; privateKey?: Buffer } = { salt: randomBytes(16) },
): Buffer {
  const plain = Buffer.from(text);
  if (plain.length > LONGEST) throw new Error(`a push message of ${plain.length} bytes is too long`);
  const pair = createECDH('prime256v1');
  if (once.privateKey) pair.setPrivateKey(once.privateKey);
  else pair.generateKeys();
  const [theirs, ours] = [bytes(p256dh), pair.getPublicKey()];
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const secret = derive(pair.computeSecret(theirs), bytes(auth), info, 32);
  const key = derive(secret, once.salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(secret, once.salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce);
  const record = Buffer.concat([cipher.update(plain), cipher.update(LAST), cipher.final(), cipher.getAuthTag()]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_BYTES);
  return Buffer.concat([once.salt, size, Buffer.from([ours.length]), ours, record]);
}
