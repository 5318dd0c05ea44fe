import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { OAuthHandler } from '#lib/networks/contract.ts';
import type { GoogleCredentials } from '#lib/networks/kit/google/credentials.ts';
import { youtube } from '#lib/networks/youtube/connector.ts';
import { startYoutube } from './start.ts';

const redirectUri = 'https://parvis.example/api/connect/youtube/callback';
const codeVerifier = 'a-verifier-that-is-long-enough-for-the-rule-of-43-characters';
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

describe('signing in with Google', () => {
  let world: Awaited<ReturnType<typeof startYoutube>>;
  let door: OAuthHandler<GoogleCredentials>;
  beforeEach(async () => {
    world = await startYoutube();
    if (!youtube.oauth) throw new Error('no door');
    door = youtube.oauth;
  });
  afterEach(() => world.server.stop());

  const consent = async () => {
    const url = door.authorizeUrl({ app: world.app, redirectUri, state: 'st-1', codeChallenge });
    const answer = await fetch(url);
    const links = [...(await answer.text()).matchAll(/href="([^"]+)"/g)].map(([, link = '']) =>
      link.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    );
    return { url: new URL(url), links: links.map((link) => new URL(link)) };
  };

  test('the sign-in asks for a refresh token, and only for the needed scope', async () => {
    const { url, links } = await consent();
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      access_type: 'offline',
      prompt: 'consent',
      response_type: 'code',
      scope: 'https://www.googleapis.com/auth/youtube.force-ssl',
      state: 'st-1',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      redirect_uri: redirectUri,
    });
    expect(links.map(({ searchParams }) => searchParams.get('state'))).toEqual(['st-1', 'st-1']);
    const published = door.authorizeUrl({ app: { ...world.app, baseUrl: '' }, redirectUri, state: '', codeChallenge });
    expect(new URL(published).origin).toBe('https://accounts.google.com');
  });

  test('the code returns every channel of the login, to choose from', async () => {
    const { links } = await consent();
    const params = Object.fromEntries(links[0]?.searchParams ?? []);
    const connections = await door.exchange({ params, redirectUri, codeVerifier }, world.channel);
    expect(connections.map(({ account }) => account.name)).toEqual(['Maison Parvis', 'Parvis · Les ateliers']);
    expect(connections[0]?.credentials).toMatchObject({ refreshToken: expect.any(String) });
    const again = door.exchange({ params, redirectUri, codeVerifier }, world.channel);
    await expect(again).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('a code of another sign-in is refused', async () => {
    const { links } = await consent();
    const params = Object.fromEntries(links[0]?.searchParams ?? []);
    const stolen = door.exchange({ params, redirectUri, codeVerifier: 'another' }, world.channel);
    await expect(stolen).rejects.toMatchObject({ kind: 'unauthorized', reason: 'bad_credentials' });
  });

  test('a channel of another login is not connected', async () => {
    const input = { ...world.sandbox.connectInput(), externalId: 'UCnobody' };
    await expect(youtube.connect(input, world.channel)).rejects.toMatchObject({ kind: 'gone' });
    const { account } = await youtube.connect({ ...world.sandbox.connectInput(), externalId: '' }, world.channel);
    expect(account).toMatchObject({ handle: 'maisonparvis', name: 'Maison Parvis' });
  });

  test('a refresh token alone is enough to connect', async () => {
    const { refreshToken = '' } = world.sandbox.connectInput();
    const { credentials } = await youtube.connect({ refreshToken }, world.channel);
    expect(credentials).toMatchObject({ refreshToken, expiresAt: expect.any(Number) });
  });

  test('only an ended grant disconnects a channel; a wrong app or a server error does not', async () => {
    const { credentials } = world.channel;
    const refresh = (clientSecret: string) =>
      youtube.refresh?.(credentials, { ...world.channel, app: { ...world.app, clientSecret } });
    await expect(refresh('wrong')).rejects.toMatchObject({ kind: 'unavailable', reason: 'app_not_set_up' });
    world.faults.failNext('read', { kind: 'server_error' });
    await expect(refresh(world.app.clientSecret)).rejects.toMatchObject({ kind: 'unavailable' });
    world.sandbox.expireRefresh();
    await expect(refresh(world.app.clientSecret)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the app can be checked without an account', async () => {
    await expect(youtube.app?.test?.(world.channel)).resolves.toBeUndefined();
    const wrong = { ...world.channel, app: { ...world.app, clientSecret: 'wrong' } };
    await expect(youtube.app?.test?.(wrong)).rejects.toMatchObject({ kind: 'refused', reason: 'app_not_set_up' });
  });

  test('the daily check returns the channel, and notices when the login no longer has it', async () => {
    expect(await youtube.checkCredentials?.(world.channel)).toMatchObject({ account: { name: 'Maison Parvis' } });
    const stranger = { ...world.channel, account: { ...world.channel.account, externalId: 'UCnobody' } };
    await expect(youtube.checkCredentials?.(stranger)).rejects.toMatchObject({
      kind: 'unauthorized',
      reason: 'access_revoked',
    });
  });

  test('a token is renewed ahead of its end, and without a refresh token it expires', () => {
    const expiresAt = Date.parse('2026-11-21T12:00:00Z');
    const renewable = { accessToken: 'a', refreshToken: 'r', expiresAt };
    expect(youtube.tokenLife?.(renewable)).toEqual({ refreshAt: new Date('2026-11-21T11:55:00Z') });
    expect(youtube.tokenLife?.({ accessToken: 'a', expiresAt })).toEqual({ expiresAt: new Date(expiresAt) });
  });
});
