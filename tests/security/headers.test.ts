import { extname } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { aChannel, anItem, aWorkspace } from '#tests/support/factories.ts';
import { serveParvis } from '#tests/support/serve-parvis.ts';
import { appAddresses, publicAddresses } from './support/app-routes.ts';
import { type Answer, aSessionCookie, attack } from './support/attack.ts';
import { countAttempts } from './support/attempts.ts';

const API_POLICY = `default-src 'none'; sandbox; frame-ancestors 'none'`;

const everywhere = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'x-powered-by': null,
};

function headersOf(answer: Answer, names: Record<string, unknown>): Record<string, string | null> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, answer.headers.get(name)]));
}

/** @returns the page's nonce */
function expectPageHeaders(answer: Answer, path: string): string {
  expect(headersOf(answer, everywhere), path).toEqual(everywhere);
  expect(answer.headers.get('referrer-policy'), path).toBe('same-origin');
  const policy = answer.headers.get('content-security-policy') ?? '';
  const directives = new Map(policy.split('; ').map((one) => [one.split(' ')[0], one.split(' ').slice(1)]));
  const scripts = directives.get('script-src') ?? [];
  expect(scripts, path).not.toContain(`'unsafe-inline'`);
  expect(scripts, path).not.toContain(`'unsafe-eval'`);
  expect(scripts, path).toContain(`'strict-dynamic'`);
  expect(Object.fromEntries(directives), path).toMatchObject({
    'default-src': [`'self'`],
    'object-src': [`'none'`],
    'base-uri': [`'none'`],
    'form-action': [`'self'`],
    'frame-ancestors': [`'none'`],
  });
  const nonce = /^'nonce-([\w+/=]{20,})'$/.exec(scripts.find((one) => one.startsWith(`'nonce-`)) ?? '')?.[1] ?? '';
  expect(nonce, path).not.toBe('');
  return nonce;
}

/** A workspace with a row for each parameter of a page's path. */
async function aPlace() {
  const { workspaceId, slug, admin } = await aWorkspace();
  const { id: channelId } = await aChannel({ workspaceId });
  await anItem({ workspaceId, channelId });
  const parts = { workspace: slug, view: 'open', item: '', channelId, place: 'bluesky', network: 'bluesky' };
  return { parts, cookie: await aSessionCookie(admin.userId) };
}

describe('pages', () => {
  test('every page has a strict content security policy with a fresh nonce, for strangers and admins', async () => {
    const { parts, cookie } = await aPlace();
    const nonces = new Set<string>();
    let shown = 0;
    for (const path of appAddresses('page', parts)) {
      for (const answer of [await attack(path), await attack(path, { headers: { cookie } })]) {
        nonces.add(expectPageHeaders(answer, path));
        if (answer.status === 200) shown += 1;
        countAttempts('pages whose policy was read');
      }
    }
    expect(nonces.size).toBe(appAddresses('page', parts).length * 2);
    expect(shown).toBeGreaterThan(15);
  });

  test("every script in a page has the page's nonce or the allowed hash", async () => {
    const { parts, cookie } = await aPlace();
    for (const path of appAddresses('page', parts)) {
      const answer = await attack(path, { headers: { cookie } });
      if (answer.status !== 200) continue;
      const nonce = expectPageHeaders(answer, path);
      const scripts = [...answer.text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
      expect(scripts.length, path).toBeGreaterThan(3);
      const strangers = scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`));
      expect(strangers, path).toEqual(['<script>']);
      countAttempts('pages whose scripts were read');
    }
  });

  test('an address without a page is answered with the policy of a page', async () => {
    for (const path of ['/nothing-here', '/w/nothing/nothing/nothing/nothing', '/.env', '/favicon.ico']) {
      expectPageHeaders(await attack(path), path);
      countAttempts('pages whose policy was read');
    }
  });

  test('a prefetched page has its policy, whichever header marks it as a prefetch', async () => {
    const claims: Record<string, string>[] = [
      { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
      { 'next-router-prefetch': '1' },
      { 'x-middleware-prefetch': '1' },
      { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    ];
    for (const headers of claims) {
      const answer = await attack('/sign-in', { headers });
      if (answer.headers.get('content-type')?.startsWith('text/html'))
        expectPageHeaders(answer, JSON.stringify(headers));
      countAttempts('pages whose policy was read');
    }
  });

  test('a nonce chosen by the visitor is never used', async () => {
    const policy = `script-src 'nonce-YXR0YWNrZXJzLW93bi1ub25jZQ=='`;
    const answer = await attack('/sign-in', {
      headers: { 'content-security-policy': policy, 'x-nonce': 'YXR0YWNrZXJzLW93bi1ub25jZQ==' },
    });
    expectPageHeaders(answer, '/sign-in');
    expect(answer.text).not.toContain('YXR0YWNrZXJzLW93bi1ub25jZQ==');
    countAttempts('pages whose policy was read');
  });
});

describe('public files', () => {
  test('anyone gets the service worker, under the policy of a page, and a browser asks for it anew each time', async () => {
    const answer = await attack('/service-worker.js');
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('cache-control')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      'no-cache',
    ]);
    expect(answer.text).toMatch(/^const BUILD = "[\w-]+";/);
    expectPageHeaders(answer, '/service-worker.js');
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await attack('/service-worker.js', { method })).status, method).toBe(405);
    }
    countAttempts('public files whose policy was read');
  });

  test('a stranger gets every icon and the web app manifest, under the policy of a page', async () => {
    const types: Record<string, string> = {
      '.png': 'image/png',
      '.svg': 'image/svg+xml',
      '.webmanifest': 'application/manifest+json',
    };
    const addresses = publicAddresses();
    expect(addresses).toContain('/manifest.webmanifest');
    for (const path of addresses) {
      const answer = await attack(path);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type')?.split(';')[0], path).toBe(types[extname(path)]);
      expectPageHeaders(answer, path);
      countAttempts('public files whose policy was read');
    }
  });
});

describe('API, webhooks, health and media', () => {
  const strict = { ...everywhere, 'content-security-policy': API_POLICY, 'referrer-policy': 'no-referrer' };

  test('every route answers every method with a policy that allows nothing to load or run', async () => {
    const { parts, cookie } = await aPlace();
    const routes = appAddresses('route', { ...parts, path: 'openapi.json' }).filter((path) => path.startsWith('/api'));
    expect(routes.length).toBeGreaterThan(7);
    for (const path of [...routes, '/api', '/api/nothing', `/api/v1/workspaces/${parts.workspace}/items`]) {
      for (const method of ['GET', 'POST', 'PUT', 'OPTIONS']) {
        const answer = await attack(path, { method, headers: { cookie, origin: inject('instanceAddress') } });
        expect(headersOf(answer, strict), `${method} ${path}`).toEqual(strict);
        countAttempts('API answers whose policy was read');
      }
    }
  });

  test("a contact's picture is served with a policy of its own", async () => {
    const { parts, cookie } = await aPlace();
    const path = `/api/v1/workspaces/${parts.workspace}/avatars/${parts.channelId}`;
    const answer = await attack(path, { headers: { cookie } });
    expect(answer.headers.get('content-security-policy')).toBe(API_POLICY);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    countAttempts('API answers whose policy was read');
  });
});

describe('transport', () => {
  test('an instance served over plain HTTP does not tell browsers to use TLS', async () => {
    expect((await attack('/sign-in')).headers.get('strict-transport-security')).toBeNull();
  });

  test('an instance with an https address tells browsers to use TLS only', async () => {
    const parvis = await serveParvis({ PUBLIC_URL: 'https://inbox.example.test', LOG_LEVEL: 'silent' });
    try {
      const port = parvis.env.PORT ?? '';
      for (const path of ['/sign-in', '/setup', '/nothing-here']) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, { redirect: 'manual' });
        expect(answer.headers.get('strict-transport-security'), path).toBe('max-age=63072000');
      }
    } finally {
      await parvis.stop();
    }
  });
});
