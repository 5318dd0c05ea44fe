import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { addressGroup } from '#lib/http/client-address.ts';
import { env } from '#lib/env.ts';
import { Refusal } from '#lib/refusal.ts';
import { isFirstRun } from './is-first-run.ts';
import { forgiveAttempts, takeAttempt } from './throttle.ts';
import type { Visitor } from './types.ts';

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

/**
 * Checks the set-up code.
 * @throws Refusal `already_exists` after set-up; `wrong_set_up_code`; `throttled` with `retryAt`
 */
export async function checkSetUpCode({ code }: { code: string }, visitor: Visitor, now = new Date()): Promise<void> {
  if (!(await isFirstRun())) throw new Refusal('already_exists', { field: 'organization' });
  const attempt = { kind: 'set_up', value: addressGroup(visitor.ipAddress) } as const;
  await takeAttempt([attempt], now);
  if (!isSetUpCode(code)) throw new Refusal('wrong_set_up_code');
  await forgiveAttempts({ lessened: [attempt] });
}

/** Compares in constant time, ignoring case, spaces and dashes. */
export function isSetUpCode(given: string): boolean {
  const [expected, typed] = [setUpCode(), given].map((code) => Buffer.from(code.toLowerCase().replace(/[\s-]/g, '')));
  return expected !== undefined && typed?.length === expected.length && timingSafeEqual(expected, typed);
}
