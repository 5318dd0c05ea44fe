import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { safePath } from '#app/auth/safe-path.ts';
import { aPerson, PASSWORD } from '#tests/support/users.ts';
import { aSessionCookie, attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';
import { submitForm } from './support/form.ts';

/** Addresses of another host that look like paths of ours. */
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

/** Where a browser ends up after resolving the address twice. */
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

test('signing in never redirects to another site', async () => {
  const { email } = await aPerson();
  for (const next of leavers) {
    const answer = await submitForm({ path: '/sign-in', fields: { email, password: PASSWORD, next } });
    expect(answer.status, next).toBe(303);
    expectHome(answer.location);
    countAttempts('redirects elsewhere');
  }
});

test('a signed-in person who opens the sign-in page is never redirected to another site', async () => {
  const { id } = await aPerson();
  const cookie = await aSessionCookie(id);
  for (const next of leavers) {
    const answer = await attack(`/sign-in?next=${encodeURIComponent(next)}`, { cookie });
    expect(answer.status, next).toBe(307);
    expectHome(answer.headers.get('location'));
    countAttempts('redirects elsewhere');
  }
});

test('signing out never redirects to another site', async () => {
  for (const next of leavers) {
    const { id } = await aPerson();
    const cookie = await aSessionCookie(id);
    const answer = await submitForm({ path: '/sign-out', fields: { next }, cookie });
    expect(answer.status, next).toBe(303);
    expectHome(answer.location);
    countAttempts('redirects elsewhere');
  }
});

test('the routes of the sign-in library never redirect to another host, whatever host the request claims', async () => {
  const elsewhere = { 'x-forwarded-host': 'evil.test', 'x-forwarded-proto': 'https', forwarded: 'host=evil.test' };
  for (const next of leavers) {
    const query = new URLSearchParams({ next, state: next, code: 'x', invitation: next, iss: 'https://evil.test' });
    for (const path of ['/api/auth/oidc', '/api/auth/oidc/callback']) {
      const answer = await attack(`${path}?${query}`, { headers: elsewhere });
      expect(answer.status, next).toBe(303);
      expectHome(answer.headers.get('location'));
      // The cookie that remembers where to continue contains no other host either.
      for (const one of answer.headers.getSetCookie()) expect(decodeURIComponent(one)).not.toContain('evil');
      countAttempts('redirects elsewhere');
    }
  }
});

test("a network's callback never redirects to another host", async () => {
  for (const target of leavers) {
    const query = new URLSearchParams({ state: target, code: 'x', next: target, redirect_uri: target });
    const answer = await attack(`/api/connect/bluesky/callback?${query}`);
    expect(answer.headers.get('location')).toBeNull();
    expect(answer.status).toBe(404);
    countAttempts('redirects elsewhere');
  }
});

test('a path accepted for a redirect stays on our site, however often a browser resolves it', () => {
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
