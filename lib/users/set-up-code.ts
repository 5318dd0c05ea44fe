import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { addressGroup } from '#lib/http/client-address.ts';
import { env } from '#lib/env.ts';
import { Refusal } from '#lib/refusal.ts';
import { isFirstRun } from './is-first-run.ts';
import { forgiveAttempts, takeAttempt } from './throttle.ts';
import type { Visitor } from './types.ts';

/** Crockford's base 32: no letter that reads like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 5 random bits a letter: 100 bits, in groups that can be typed from another screen. */
const LENGTH = 20;
const GROUP = 5;

/**
 * The code that makes the first visitor the administrator: whoever reads what the installation prints. It follows from
 * the secret, so that all its processes agree and a restart changes nothing; once somebody is here it opens nothing.
 */
export function setUpCode(secret = env().PARVIS_SECRET): string {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64'), '', 'parvis set-up code', 32));
  const bytes = createHmac('sha256', key).update('first run').digest();
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => ALPHABET[byte % ALPHABET.length]);
  return Array.from({ length: LENGTH / GROUP }, (_, n) => letters.slice(n * GROUP, (n + 1) * GROUP).join('')).join('-');
}

/** Where whoever has the code sets up an installation. */
export function setUpLink(address: string, secret?: string): string {
  return new URL(`/setup?code=${setUpCode(secret)}`, address).href;
}

/**
 * Lets whoever has the code go on with the first run.
 * @throws Refusal `already_exists` once somebody is here; `wrong_set_up_code`; `throttled` with `retryAt`
 */
export async function checkSetUpCode({ code }: { code: string }, visitor: Visitor, now = new Date()): Promise<void> {
  if (!(await isFirstRun())) throw new Refusal('already_exists', { field: 'organization' });
  const attempt = { kind: 'set_up', value: addressGroup(visitor.ipAddress) } as const;
  await takeAttempt([attempt], now);
  if (!isSetUpCode(code)) throw new Refusal('wrong_set_up_code');
  await forgiveAttempts({ lessened: [attempt] });
}

/** Compares in constant time; capitals, spaces and dashes do not matter. */
export function isSetUpCode(given: string): boolean {
  const [expected, typed] = [setUpCode(), given].map((code) => Buffer.from(code.toLowerCase().replace(/[\s-]/g, '')));
  return expected !== undefined && typed?.length === expected.length && timingSafeEqual(expected, typed);
}
