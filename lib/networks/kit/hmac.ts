import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message's HMAC-SHA-256 (RFC 2104). */
export function hmac(
  secret: string,
  message: string | Uint8Array,
  encoding: 'hex' | 'base64' | 'base64url' = 'hex',
): string {
  return createHmac('sha256', secret).update(message).digest(encoding);
}

/** Compares two signatures in constant time. */
export function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}
