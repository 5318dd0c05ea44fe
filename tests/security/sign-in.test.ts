import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceCookieName } from '#app/auth/device-cookie.ts';
import { addDeviceToken, DEVICE_MS } from '#lib/users/known-device.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { aPerson, PASSWORD } from '#tests/support/users.ts';
import type { Serving } from '#scripts/serve/serve.ts';
import { serveParvis, connectDatabaseOf } from '#tests/support/serve-parvis.ts';
import { countAttempts } from './support/attempts.ts';
import { type FormAnswer, hiddenFields, sendForm } from './support/form.ts';

/** The tests act as its proxy and choose where each request comes from. */
let parvis: Serving;
let hidden: [string, string][];

beforeAll(async () => {
  parvis = await serveParvis({ PARVIS_TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' });
  connectDatabaseOf(parvis);
  await aPerson();
  hidden = hiddenFields(await (await fetch(`${parvis.address}/sign-in`)).text());
});
afterAll(async () => {
  await closeDatabase();
  await parvis.stop();
});

type Try = { email: string; password?: string; from: string; cookie?: string };

const trySignIn = ({ email, password = 'something else entirely', from, cookie = '' }: Try): Promise<FormAnswer> =>
  sendForm({
    hidden,
    path: '/sign-in',
    address: parvis.address,
    fields: { email, password },
    headers: { 'x-forwarded-for': from },
    cookie,
  });

const isIn = ({ status }: FormAnswer) => status === 303;
const WRONG = 'The email or password is incorrect.';
const LATER = /^Too many attempts/;

test('ten wrong passwords from other addresses lock nobody out', async () => {
  const { email } = await aPerson();
  for (let n = 0; n < 10; n += 1) {
    expect((await trySignIn({ email, from: `203.0.113.${n}` })).alert).toBe(WRONG);
    countAttempts('guessed passwords');
  }
  expect(isIn(await trySignIn({ email, password: PASSWORD, from: '198.51.100.1' }))).toBe(true);
});

test('a known browser can sign in while strangers are blocked for that email everywhere', async () => {
  const { email } = await aPerson();
  const before = await trySignIn({ email, password: PASSWORD, from: '198.51.100.2' });
  const cookie = deviceCookieOf(before);
  expect(before.setCookie.find((one) => one.startsWith(deviceCookieName()))).toMatch(/HttpOnly.*SameSite=lax/i);
  await exhaustStrangers(email, '10.1');
  const stranger = await trySignIn({ email, password: PASSWORD, from: '198.51.100.3' });
  expect(stranger.alert).toMatch(LATER);
  expect(isIn(await trySignIn({ email, password: PASSWORD, from: '198.51.100.2', cookie }))).toBe(true);
  // What is known is the browser, not its address.
  expect(isIn(await trySignIn({ email, password: PASSWORD, from: '192.0.2.77', cookie }))).toBe(true);
});

test('strangers have a limited number of guesses for one email, however many addresses they use', async () => {
  const { email } = await aPerson();
  expect(await exhaustStrangers(email, '10.2')).toBe(60);
});

test('guessing for an unknown email gets the same answers', async () => {
  expect(await exhaustStrangers('nobody-at-all@example.test', '10.3')).toBe(60);
});

test('one address cannot use up the guesses that all strangers share', async () => {
  const { email } = await aPerson();
  for (let n = 0; n < 70; n += 1) {
    const { alert } = await trySignIn({ email, from: '203.0.113.200' });
    if (n < 10) expect(alert).toBe(WRONG);
    else expect(alert).toMatch(LATER);
    countAttempts('guessed passwords');
  }
  expect(isIn(await trySignIn({ email, password: PASSWORD, from: '198.51.100.9' }))).toBe(true);
});

test('an IPv6 /64 network counts as one address, and an IPv4-mapped address as IPv4', async () => {
  const { email } = await aPerson();
  for (let n = 0; n < 10; n += 1) await trySignIn({ email, from: `2001:db8:1:2::${n}` });
  expect((await trySignIn({ email, from: '2001:db8:1:2:ffff:1:2:3' })).alert).toMatch(LATER);
  expect((await trySignIn({ email, from: '2001:db8:1:3::1' })).alert).toBe(WRONG);
  for (let n = 0; n < 10; n += 1) await trySignIn({ email, from: n % 2 ? '192.0.2.5' : '::ffff:192.0.2.5' });
  expect((await trySignIn({ email, from: '::ffff:c000:205' })).alert).toMatch(LATER);
  countAttempts('guessed passwords', 23);
});

test("forged entries in front of the proxy's own do not change the address that is counted", async () => {
  const { email } = await aPerson();
  for (let n = 0; n < 10; n += 1) await trySignIn({ email, from: `10.9.9.${n}, 10.8.8.${n}, 203.0.113.50` });
  expect((await trySignIn({ email, from: '10.9.9.99, 203.0.113.50' })).alert).toMatch(LATER);
  expect((await trySignIn({ email, from: '203.0.113.50, 203.0.113.51' })).alert).toBe(WRONG);
  countAttempts('forged addresses', 12);
});

test('a forged, foreign or expired cookie does not make a browser known', async () => {
  const [victim, other] = [await aPerson(), await aPerson()];
  const own = addDeviceToken([], other.id);
  const [, deviceId, issuedAt, signature] = own.split('.');
  const forged = [
    own,
    `${victim.id}.${deviceId}.${issuedAt}.${signature}`,
    `${victim.id}.x.9999999999.`,
    victim.id,
    addDeviceToken([], victim.id, new Date(Date.now() - DEVICE_MS - 1000)),
    `${addDeviceToken([], victim.id)}x`,
    '~~~....~',
  ];
  await exhaustStrangers(victim.email, '10.4');
  for (const value of forged) {
    const cookie = `${deviceCookieName()}=${value}`;
    const answer = await trySignIn({ email: victim.email, password: PASSWORD, from: '198.51.100.20', cookie });
    expect(answer.alert, value).toMatch(LATER);
    countAttempts('forged cookies');
  }
  const cookie = `${deviceCookieName()}=${addDeviceToken([], victim.id)}`;
  expect(isIn(await trySignIn({ email: victim.email, password: PASSWORD, from: '198.51.100.20', cookie }))).toBe(true);
});

test('a known browser has ten guesses', async () => {
  const { id, email } = await aPerson();
  const cookie = `${deviceCookieName()}=${addDeviceToken([], id)}`;
  for (let n = 0; n < 10; n += 1) expect((await trySignIn({ email, from: `10.5.0.${n}`, cookie })).alert).toBe(WRONG);
  const answer = await trySignIn({ email, password: PASSWORD, from: '10.5.1.1', cookie });
  expect(answer.alert).toMatch(LATER);
  countAttempts('guessed passwords', 11);
});

/** When a health check counts as unanswered. On two idle cores it takes up to 2 s, and a busy machine takes ten times as long. */
const LONGEST_MS = 90_000;

test('the health check answers while two hundred strangers sign in at once, and every one of them gets an answer', async () => {
  const crowd = Array.from({ length: 200 }, (_, n) =>
    sendForm({
      hidden,
      path: '/sign-in',
      address: parvis.address,
      fields: { email: `crowd-${n}@example.test`, password: 'something else entirely' },
      headers: { 'x-forwarded-for': `10.6.${n}.1` },
    }),
  );
  let isOver = false;
  const all = Promise.allSettled(crowd).finally(() => (isOver = true));
  const times: number[] = [];
  while (!isOver) {
    const start = performance.now();
    const health = await fetch(`${parvis.address}/api/health`, { signal: AbortSignal.timeout(LONGEST_MS) });
    await health.arrayBuffer();
    times.push(performance.now() - start);
  }
  const answers = await all;
  expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
  const alerts = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.alert] : []));
  const isExpected = (alert: string) => alert === WRONG || alert.startsWith('Too many people are signing in');
  expect(alerts.filter((alert) => !isExpected(alert))).toEqual([]);
  expect(alerts).toContain(WRONG);
  const sorted = times.sort((a, b) => a - b);
  process.stdout.write(
    `health while 200 sign in: ${times.length} answers, median ${Math.round(sorted[Math.floor(times.length / 2)] ?? 0)} ms, slowest ${Math.round(sorted.at(-1) ?? 0)} ms; refused as busy: ${alerts.filter((a) => a !== WRONG).length}\n`,
  );
  countAttempts('sign-ins at once', 200);
});

/** Guesses from a new address each time until strangers are refused. @returns how many guesses were accepted */
async function exhaustStrangers(email: string, prefix: string): Promise<number> {
  for (let n = 0; n < 70; n += 1) {
    const { alert } = await trySignIn({ email, from: `${prefix}.${n}.1` });
    countAttempts('guessed passwords');
    if (LATER.test(alert)) return n;
    expect(alert).toBe(WRONG);
  }
  throw new Error('strangers were never refused');
}

function deviceCookieOf({ cookies }: FormAnswer): string {
  const cookie = cookies.split('; ').find((one) => one.startsWith(deviceCookieName()));
  if (!cookie) throw new Error('the browser was not remembered');
  return cookie;
}
