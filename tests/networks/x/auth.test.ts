import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { x } from '#lib/networks/x/connector.ts';
import { startX } from './world.ts';

let world: Awaited<ReturnType<typeof startX>>;
beforeEach(async () => {
  world = await startX();
});
afterEach(async () => {
  await world.stop();
});

const redirectUri = 'https://parvis.example/api/connect/x/callback';
const codeVerifier = 'a-verifier-of-at-least-forty-three-characters-0123';
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
const callContext = () => ({ app: world.app, signal: AbortSignal.timeout(5_000), now: () => new Date() });
/** Opens the network's page and follows it as a member who allows the access. */
const allow = async () => {
  const address = x.oauth?.authorizeUrl({ app: world.app, redirectUri, state: 'the state', codeChallenge }) ?? '';
  const page = await (await fetch(address)).text();
  const link = /href="([^"]+)">Allow/
    .exec(page)?.[1]
    ?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return Object.fromEntries(new URL(link ?? '').searchParams);
};

describe('X’s sign-in page', () => {
  test('the sign-in page opens with a code challenge and only the scopes of the level', () => {
    const address = (tier: string) =>
      new URL(
        x.oauth?.authorizeUrl({ app: { clientId: 'id', options: { tier } }, redirectUri, state: 's', codeChallenge }) ??
          '',
      );
    const url = address('self_serve');
    expect(url.origin + url.pathname).toBe('https://x.com/i/oauth2/authorize');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'id',
      redirect_uri: redirectUri,
      state: 's',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
    });
    expect(url.searchParams.get('scope')).toContain('offline.access');
    expect(url.searchParams.get('scope')).not.toContain('like.write');
    expect(address('enterprise').searchParams.get('scope')).toContain('like.write');
  });

  test('the sign-in returns the account with its granted scopes', async () => {
    const params = await allow();
    expect(params.state).toBe('the state');
    const [connection] = (await x.oauth?.exchange({ params, redirectUri, codeVerifier }, callContext())) ?? [];
    expect(connection).toMatchObject({
      account: { externalId: '1111111111', handle: 'maisonparvis', name: 'Maison Parvis' },
      rights: { scope: expect.stringContaining('tweet.moderate.write') },
    });
    const { expiresAt = 0 } = connection?.credentials ?? {};
    expect(expiresAt - Date.now()).toBeGreaterThan(7_100_000);
    const life = connection && x.tokenLife?.(connection.credentials);
    expect(life?.refreshAt?.getTime()).toBe(expiresAt - 600_000);
  });

  test('a code works once, and only with its verifier', async () => {
    const params = await allow();
    const wrong = x.oauth?.exchange({ params, redirectUri, codeVerifier: 'another' }, callContext());
    await expect(wrong).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(x.oauth?.exchange({ params, redirectUri, codeVerifier }, callContext())).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  });
});

describe('X’s tokens', () => {
  test('each refresh uses up the old token and returns a new one', async () => {
    const old = world.channel.credentials;
    const renewed = await x.refresh?.(old, callContext());
    expect(renewed?.refreshToken).not.toBe(old.refreshToken);
    await expect(x.refresh?.(old, callContext())).rejects.toMatchObject({ kind: 'unauthorized' });
    expect(await x.refresh?.(renewed ?? old, callContext())).toMatchObject({ accessToken: expect.any(String) });
  });

  test('an unknown app does not count as an invalid token', async () => {
    const app = { ...world.app, clientSecret: 'another' };
    await expect(x.refresh?.(world.channel.credentials, { ...callContext(), app })).rejects.toMatchObject({
      reason: 'app_not_set_up',
    });
  });

  test('a network failure during a refresh does not disconnect the channel', async () => {
    world.faults.failNext('read', { kind: 'server_error' });
    await expect(x.refresh?.(world.channel.credentials, callContext())).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test('tokens of another account than the named one are refused', async () => {
    const input = { ...world.sandbox.connectInput(), externalId: '3333' };
    await expect(x.connect(input, callContext())).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(x.connect({}, callContext())).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the daily check returns the account and what it may do', async () => {
    expect(await x.checkCredentials?.(world.channel)).toMatchObject({
      account: { handle: 'maisonparvis' },
      rights: { scope: expect.stringContaining('dm.read') },
    });
  });

  test('the operator’s settings are checked as far as possible', async () => {
    await x.app?.test?.(callContext());
    const wrong = { ...world.app, webhookSecret: 'another' };
    await expect(x.app?.test?.({ ...callContext(), app: wrong })).rejects.toMatchObject({ reason: 'app_not_set_up' });
  });
});
