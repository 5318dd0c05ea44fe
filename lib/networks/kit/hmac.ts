import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A message's HMAC-SHA-256 (RFC 2104). */
export function hmac(
  secret: string,
  message: string | Uint8Array,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
): string {
  return createHmac('sha256', secret).update(message).digest(encoding);
}

/** Compares two signatures or secrets in a time that reveals neither their content nor their length. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [given, expected].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
