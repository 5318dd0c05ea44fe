import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUserByEmail } from '#lib/users/find-user.ts';
import { isFirstRun } from '#lib/users/is-first-run.ts';
import { setUpCode } from '#lib/users/set-up-code.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { unclaimedLink } from '#scripts/serve/set-up-link.ts';
import type { Serving } from '#scripts/serve/serve.ts';
import { PASSWORD } from '#tests/support/users.ts';
import { serveParvis, connectDatabaseOf } from '#tests/support/serve-parvis.ts';
import { countAttempts } from './support/attempts.ts';
import { hiddenFields, sendForm, submitForm } from './support/form.ts';

/** An instance that is not set up yet. The tests act as its proxy and choose where each request comes from. */
let parvis: Serving;
let code: string;

beforeAll(async () => {
  parvis = await serveParvis({ PARVIS_TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' });
  connectDatabaseOf(parvis);
  code = setUpCode();
});
afterAll(async () => {
  await closeDatabase();
  await parvis.stop();
});

const person = {
  organization: 'Maison Lune',
  workspace: 'Maison Lune',
  name: 'Léa Aubin',
  email: 'lea@example.test',
  password: PASSWORD,
  timeZone: 'Europe/Paris',
};

async function readPage(path: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(`${parvis.address}${path}`, { headers: { 'accept-language': 'en', ...headers } });
  expect(answer.status).toBe(200);
  return await answer.text();
}

test('before Parvis is set up, a visitor without the code sees where to find it but no set-up form', async () => {
  for (const path of ['/setup', '/setup?code=', '/', '/sign-in', '/w/any/open']) {
    const html = await readPage(path);
    expect(html, path).toContain('npm start');
    expect(html, path).not.toContain('name="organization"');
    expect(html, path).not.toContain(code);
    countAttempts('first runs without the code');
  }
});

test('a wrong set-up code opens no form, and after twenty attempts an address has to wait', async () => {
  const wrong = ['x', code.slice(0, -1), `${code}0`, `0${code}`, 'é'.repeat(20), '0'.repeat(20), ' '];
  for (const one of wrong) {
    const html = await readPage(`/setup?code=${encodeURIComponent(one)}`, { 'x-forwarded-for': '203.0.113.1' });
    expect(html, one).not.toContain('name="organization"');
    countAttempts('first runs with a wrong code');
  }
  // A code that cannot be typed is at no address.
  expect((await fetch(`${parvis.address}/setup?code=%00`)).status).toBe(404);
  const from = { 'x-forwarded-for': '203.0.113.2' };
  for (let n = 0; n < 20; n += 1) await readPage(`/setup?code=guess-${n}`, from);
  // Then even the right code is not checked.
  expect(await readPage(`/setup?code=${code}`, from)).toContain('Too many attempts');
  expect(await readPage(`/setup?code=${code}`, { 'x-forwarded-for': '203.0.113.3' })).toContain('name="organization"');
  countAttempts('first runs with a wrong code', 21);
});

test('the set-up form is refused without the right code', async () => {
  // The id of the action is not secret: every browser gets it with the scripts.
  const hidden = hiddenFields(await readPage(`/setup?code=${code}`)).filter(([name]) => name !== 'code');
  for (const given of [undefined, '', 'x', `${code.slice(0, -1)}u`, `${code}${code}`]) {
    const fields = given === undefined ? person : { ...person, code: given };
    const answer = await sendForm({ hidden, path: '/setup', fields, address: parvis.address });
    expect(answer.status).toBe(200);
    expect(answer.location).toBeNull();
    expect(answer.cookies).not.toContain('session');
    countAttempts('first runs without the code');
  }
  expect(await isFirstRun()).toBe(true);
});

test('the printed set-up link works once, also in capitals and without dashes', async () => {
  const link = new URL((await unclaimedLink(parvis, AbortSignal.timeout(60_000))) ?? '');
  expect(link.origin).toBe(new URL(parvis.address).origin);
  expect(link.searchParams.get('code')).toBe(code);
  expect(code).toMatch(/^[0-9a-z]{5}(-[0-9a-z]{5}){3}$/);
  const typed = code.toUpperCase().replaceAll('-', ' ');
  expect(await readPage(`/setup?code=${encodeURIComponent(typed)}`)).toContain('name="organization"');

  const path = `${link.pathname}${link.search}`;
  const page = hiddenFields(await readPage(path));
  const made = await submitForm({ path, fields: person, address: parvis.address });
  expect(made).toMatchObject({ status: 303, location: '/w/maison-lune' });
  expect(made.cookies).toContain('parvis.session=');
  expect(await unclaimedLink(parvis, AbortSignal.timeout(60_000))).toBeNull();

  const later = await fetch(`${parvis.address}${path}`, { redirect: 'manual' });
  expect([later.status, later.headers.get('location')]).toEqual([307, '/sign-in']);
  // A set-up page that was opened earlier no longer works.
  const second = { ...person, email: 'mallory@example.test' };
  const answer = await sendForm({ hidden: page, path, fields: second, address: parvis.address });
  expect(answer.location).toMatch(/\/sign-in$/);
  expect(answer.cookies).not.toContain('session');
  expect(await findUserByEmail(second.email)).toBeNull();
  countAttempts('first runs after the first', 2);
});
