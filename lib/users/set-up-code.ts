import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { env } from '#lib/env.ts';

/** Crockford's base 32, without letters that look like digits. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 20 letters of 5 bits: 100 random bits, in groups that are easy to type. */
const LENGTH = 20;
const GROUP = 5;

/**
 * The code with which the first visitor becomes administrator; the installation prints it. It is derived from the secret,
 * so that all processes agree and a restart keeps it. After set-up it is useless.
 */
export function setUpCode(secret = env().PARVIS_SECRET): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'parvis set-up code', 32));
  const bytes = createHmac('sha256', key).update('first run').digest();
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: LENGTH / GROUP }, (_, n) => letters.slice(n * GROUP, (n + 1) * GROUP).join('')).join('-');
}

/** The address at which the installation is set up with the code. */
export function setUpLink(address: string, secret?: string): string {
  return new URL(`/setup?code=${setUpCode(secret)}`, address).href;
}

/** Compares in constant time, ignoring case, spaces and dashes. */
export function isSetUpCode(given: string): boolean {
  const [expected, typed] = [setUpCode(), given].map((code) => Buffer.from(code.toLowerCase().replace(/[\s-]/g, '')));
  return expected !== undefined && typed?.length === expected.length && timingSafeEqual(expected, typed);
}
