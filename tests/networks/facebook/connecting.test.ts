import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallContext } from '#lib/networks/contract.ts';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { startFacebook, type Facebook } from './start.ts';

let page: Facebook;
let context: CallContext;
beforeEach(async () => {
  page = await startFacebook();
  context = { app: page.app, signal: AbortSignal.timeout(30_000), now: () => new Date() };
});
afterEach(() => page.stop());

const redirectUri = 'https://parvis.example/api/connect/facebook/callback';
const dialog = (options: Record<string, string> = {}) => {
  const app = { ...page.app, options: { ...page.app.options, ...options } };
  return facebook.oauth?.authorizeUrl({ app, redirectUri, state: 'etat-1', codeChallenge: '' }) ?? '';
};
const linksOf = async (url: string) => {
  const html = await (await fetch(url)).text();
  return [...html.matchAll(/href="([^"]+)"/g)].map(
    ([, link = '']) => new URL(link.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))),
  );
};

describe('the Facebook login dialog', () => {
  test('the dialog asks for scopes, or uses the app’s configuration', () => {
    expect(new URL(dialog()).searchParams.get('scope')).toContain('pages_messaging');
    const configured = new URL(dialog({ config_id: '77' })).searchParams;
    expect(configured.get('config_id')).toBe('77');
    expect(configured.has('scope')).toBe(false);
    expect(dialog({ graph_version: 'v26.0' })).toContain('/v26.0/dialog/oauth');
  });

  test('the login returns every Page, with what may be done there', async () => {
    const [allowed] = await linksOf(dialog());
    expect(allowed?.searchParams.get('state')).toBe('etat-1');
    const params = Object.fromEntries(allowed?.searchParams ?? []);
    const connections = await facebook.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context);
    expect(connections?.map(({ account, rights }) => [account.name, rights?.canModerate, rights?.canMessage])).toEqual([
      ['Atelier Lumen', true, true],
      ['Atelier Lumen Lyon', false, true],
    ]);
    expect(connections?.[0]?.rights).toMatchObject({ humanAgent: true });
    // A code can be used once.
    await expect(facebook.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context)).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  test('a refused login throws the network’s reason', async () => {
    const [, refused] = await linksOf(dialog());
    expect(refused?.searchParams.get('error')).toBe('access_denied');
  });
});

describe('connecting a Page with tokens obtained elsewhere', () => {
  test('a Page’s own token connects that Page', async () => {
    const { account } = await facebook.connect(page.sandbox.connectInput(), context);
    expect(account).toMatchObject({ externalId: page.sandbox.brand.externalId, name: 'Atelier Lumen' });
  });

  test('a person’s token connects the named Page', async () => {
    const accessToken = 'EAAGparvisSandboxUserLongLived0001';
    const { account, rights } = await facebook.connect({ accessToken, externalId: '104857600000002' }, context);
    expect(account.name).toBe('Atelier Lumen Lyon');
    expect(rights).toMatchObject({ tasks: 'ANALYZE,MESSAGING', canModerate: false });
    await expect(facebook.connect({ accessToken }, context)).rejects.toMatchObject({ kind: 'refused' });
  });

  test('an invalid token, and one of another Page, are refused', async () => {
    await expect(facebook.connect({ accessToken: 'abc' }, context)).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(facebook.connect({}, context)).rejects.toMatchObject({ kind: 'unauthorized' });
    const other = { ...page.sandbox.connectInput(), externalId: '1' };
    await expect(facebook.connect(other, context)).rejects.toMatchObject({ reason: 'missing_permission' });
  });
});

describe('the daily check of a Page', () => {
  test('the daily check returns the Page, its scopes and whether its events still arrive', async () => {
    const { account, rights, isSubscribed } = (await facebook.checkCredentials?.(page.channel)) ?? {};
    expect(account?.name).toBe('Atelier Lumen');
    expect(isSubscribed).toBe(true);
    expect(rights).toMatchObject({ humanAgent: true });
    expect(rights?.scopes).toContain('pages_messaging');
  });

  test('the daily check notices that tasks were withdrawn', async () => {
    const [, lyon] = (await withUserToken()) ?? [];
    if (!lyon) throw new Error('there is no second Page');
    const channel = {
      ...page.channel,
      account: lyon.account,
      credentials: lyon.credentials,
      rights: { canModerate: true },
    };
    expect((await facebook.checkCredentials?.(channel))?.rights).toMatchObject({
      canModerate: false,
      canMessage: true,
    });
  });

  test('a Page that allows only some kinds reports the others as unreadable', async () => {
    const [, lyon] = (await withUserToken()) ?? [];
    if (!lyon) throw new Error('there is no second Page');
    const channel = { ...page.channel, account: lyon.account, credentials: lyon.credentials };
    const pages = [];
    for await (const one of facebook.pull(channel, null)) pages.push(one);
    expect(pages.at(-1)).toMatchObject({
      unreadableKinds: { mention: 'missing_permission', review: 'rejected' },
      backfill: { isDone: true },
    });
  });

  test('an expired token throws unauthorized', async () => {
    page.sandbox.expireAccess();
    await expect(facebook.checkCredentials?.(page.channel)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the app’s settings are checked, and a wrong secret is noticed', async () => {
    await facebook.app?.test?.(context);
    const wrong = { ...context, app: { ...context.app, clientSecret: 'autre' } };
    await expect(facebook.app?.test?.(wrong)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('subscribing to a Page’s events is safe to repeat', async () => {
    await facebook.webhook?.subscribe?.(page.channel, 'https://parvis.example/api/webhooks/facebook');
    await facebook.webhook?.subscribe?.(page.channel, 'https://parvis.example/api/webhooks/facebook');
    page.sandbox.fanWrites({ kind: 'message', text: 'Bonjour' });
    expect(page.sandbox.takeDeliveries()).toHaveLength(1);
  });

  async function withUserToken() {
    const [allowed] = await linksOf(dialog());
    const params = Object.fromEntries(allowed?.searchParams ?? []);
    return await facebook.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context);
  }
});
