import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { safePath } from '#app/auth/safe-path.ts';
import { aPerson, PASSWORD } from '#tests/support/people.ts';
import { aSessionCookie, attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { submitForm } from './support/form.ts';

/** Ways to write another host that start like a path of ours. */
const leavers = [
  '//evil.test',
  '/..//evil.test',
  '/.//evil.test',
  '/%2e%2e//evil.test',
  '/%2E//evil.test/x',
  '/a/..//evil.test',
  '/\\evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/.\\/evil.test',
  '/%2f/evil.test',
  '/%5cevil.test',
  '/%2fevil.test',
  '///evil.test',
  '/./.././/evil.test',
  'https://evil.test',
  '//evil.test:80@here',
  'javascript:alert(1)',
];

/** Where a browser goes: resolved against where it is, and once more from there. */
function goesTo(location: string, home: string): URL {
  const first = new URL(location, home);
  return new URL(`${first.pathname}${first.search}${first.hash}`, new URL('/', first));
}

function expectHome(location: string | null, home = inject('instanceAddress')): void {
  expect(location).not.toBeNull();
  const { origin } = new URL(home);
  expect(new URL(location ?? '', home).origin, `${location}`).toBe(origin);
  expect(goesTo(location ?? '', home).origin, `${location}`).toBe(origin);
}

test('whoever signs in with a path that leads elsewhere stays here', async () => {
  const { email } = await aPerson();
  for (const next of leavers) {
    const answer = await submitForm({ path: '/sign-in', fields: { email, password: PASSWORD, next } });
    expect(answer.status, next).toBe(303);
    expectHome(answer.location);
    countAttempts('redirects elsewhere');
  }
});

test('whoever is signed in already and opens a sign-in that leads elsewhere stays here', async () => {
  const { id } = await aPerson();
  const cookie = await aSessionCookie(id);
  for (const next of leavers) {
    const answer = await attack(`/sign-in?next=${encodeURIComponent(next)}`, { cookie });
    expect(answer.status, next).toBe(307);
    expectHome(answer.headers.get('location'));
    countAttempts('redirects elsewhere');
  }
});

test('whoever signs out towards elsewhere stays here', async () => {
  for (const next of leavers) {
    const { id } = await aPerson();
    const cookie = await aSessionCookie(id);
    const answer = await submitForm({ path: '/sign-out', fields: { next }, cookie });
    expect(answer.status, next).toBe(303);
    expectHome(answer.location);
    countAttempts('redirects elsewhere');
  }
});

test('the way to the provider and the way back lead to no other host, whatever the request calls itself', async () => {
  const elsewhere = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
  for (const next of leavers) {
    const query = new URLSearchParams({ next, state: next, code: 'x', invitation: next, iss: 'https://evil.test' });
    for (const path of ['/api/auth/oidc', '/api/auth/oidc/callback']) {
      const answer = await attack(`${path}?${query}`, { headers: elsewhere });
      expect(answer.status, next).toBe(303);
      expectHome(answer.headers.get('location'));
      for (const one of answer.headers.getSetCookie()) expect(decodeURIComponent(one)).not.toContain('evil');
      countAttempts('redirects elsewhere');
    }
  }
});

test('a way back from a network leads to no other host', async () => {
  for (const target of leavers) {
    const query = new URLSearchParams({ state: target, code: 'x', next: target, redirect_uri: target });
    const answer = await attack(`/api/connect/bluesky/callback?${query}`);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.status).toBe(404);
    countAttempts('redirects elsewhere');
  }
});

test('any path that is answered stays here when a browser resolves it, and resolves it again', () => {
  const home = 'https://inbox.example.test';
  const pieces = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    '%2e',
    '%2F',
    '%5c',
    '\t',
    '\n',
    '\r',
    ' ',
    '@',
    ':',
    '?',
    '#',
    'evil.test',
    'a',
    '\u0000',
    '\u3002',
    '／',
    '%09',
    'https:',
    ';',
  );
  const made = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));
  const texts = fc.oneof(
    made,
    made.map((text) => `/${text}`),
    fc.string({ unit: 'binary' }),
    fc.webPath(),
    fc.webUrl(),
  );
  fc.assert(
    fc.property(texts, (wanted) => {
      const path = safePath(wanted);
      expect(path.startsWith('/')).toBe(true);
      const once = new URL(path, home);
      const twice = new URL(`${once.pathname}${once.search}${once.hash}`, home);
      expect([once.origin, twice.origin]).toEqual([home, home]);
      // What a proxy or a router would make of it by decoding stays here too.
      expect(new URL(decoded(path), home).origin).toBe(home);
      expect(safePath(path)).toBe(path);
    }),
    { numRuns: 20_000 },
  );
  countAttempts('redirects elsewhere (made up)', 20_000);
});

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path; // not UTF-8: nobody can decode it
  }
}
