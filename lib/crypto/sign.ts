import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from '#lib/env.ts';

/**
 * Signs a text with the installation's secret (HMAC-SHA-256).
 * @param purpose so that a signature made for one purpose is not valid for another
 */
export function sign(text: string, purpose: string): string {
  return createHmac('sha256', keyFor(purpose)).update(text).digest('base64url');
}

/** Compares in constant time. */
export function isSigned(text: string, signature: string, purpose: string): boolean {
  const [expected, given] = [Buffer.from(sign(text, purpose)), Buffer.from(signature)];
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function keyFor(purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(env().PARVIS_SECRET, 'base64'), '', `parvis ${purpose}`, 32));
}
