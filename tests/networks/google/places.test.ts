import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { google } from '#lib/networks/google/connector.ts';
import { startGoogle } from './start.ts';

let world: Awaited<ReturnType<typeof startGoogle>>;
beforeEach(async () => (world = await startGoogle()));
afterEach(() => world.server.stop());

const redirectUri = 'https://parvis.example/api/connect/google/callback';
const codeVerifier = 'a-verifier-that-is-long-enough-for-the-rule-of-43-characters';
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

test('the code returns every place of every account, each once', async () => {
  const url = google.oauth?.authorizeUrl({ app: world.app, redirectUri, state: 's', codeChallenge }) ?? '';
  expect(new URL(url).searchParams.get('scope')).toBe('https://www.googleapis.com/auth/business.manage');
  const code = /[?&]code=([^&#]+)/.exec((await (await fetch(url)).text()).replaceAll('&#38;', '&'))?.[1] ?? '';
  const params = { code: decodeURIComponent(code) };
  const connections = await google.oauth?.exchange({ params, redirectUri, codeVerifier }, world.channel);
  expect(connections?.map(({ account, rights }) => [account.name, account.handle, rights])).toEqual([
    ['Maison Parvis Lyon', 'LYON-2', { hasVoiceOfMerchant: true }],
    ['Maison Parvis Nantes', 'NANTES-1', {}],
  ]);
});

test('a place is connected by its id, with or without the account before it', async () => {
  const connect = async (externalId: string) =>
    (await google.connect({ ...world.sandbox.connectInput(), externalId }, world.channel)).account.name;
  expect(await connect('locations/1180297700385231007')).toBe('Maison Parvis Nantes');
  expect(await connect('accounts/108494581129006735086/locations/1180297700385231007')).toBe('Maison Parvis Nantes');
  await expect(connect('locations/404')).rejects.toMatchObject({ kind: 'gone' });
});

test('the daily check returns the place’s name and state, and notices when it is no longer managed', async () => {
  expect(await google.checkCredentials?.(world.channel)).toMatchObject({
    account: { name: 'Maison Parvis Lyon', profileUrl: expect.stringContaining('maps.google.com') },
    rights: { hasVoiceOfMerchant: true },
  });
  const stranger = { ...world.channel, account: { ...world.channel.account, externalId: 'locations/404' } };
  await expect(google.checkCredentials?.(stranger)).rejects.toMatchObject({
    kind: 'unauthorized',
    reason: 'access_revoked',
  });
});

test('an unverified place reports that it cannot be read', async () => {
  const input = { ...world.sandbox.connectInput(), externalId: 'locations/1180297700385231007' };
  const { account, credentials } = await google.connect(input, world.channel);
  const channel = { ...world.channel, account, credentials };
  await expect(google.pull(channel, null).next()).rejects.toMatchObject({ kind: 'refused' });
});
