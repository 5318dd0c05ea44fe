import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { snapchat } from '#lib/networks/snapchat/connector.ts';
import { errorOfAnswer, errorOfToken } from '#lib/networks/snapchat/errors.ts';
import { createSandbox, type SnapchatSandbox } from '#sandbox/snapchat/sandbox.ts';
import { connectChannel, pullAll } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';

const REDIRECT = 'https://inbox.example.com/api/connect/snapchat/callback';

async function startWorld() {
  let made: SnapchatSandbox | null = null;
  const server = await serveChecked('snapchat', () => (made = createSandbox()));
  const served = server.networks.get('snapchat');
  const sandbox = made as SnapchatSandbox | null; // assigned while it was served
  if (!served || !sandbox) throw new Error('the sandbox was not made');
  const app = { baseUrl: served.url, ...sandbox.app, options: { timeout_ms: '2000' } };
  const context = { app, signal: AbortSignal.timeout(60_000), now: () => new Date() };
  const connect = () => connectChannel(snapchat, sandbox.connectInput(), app);
  return { sandbox, app, context, connect, faults: served.faults, stop: () => server.stop() };
}

let world: Awaited<ReturnType<typeof startWorld>>;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

describe('Snapchat’s credentials', () => {
  test('signing in returns the profile', async () => {
    const { app, context } = world;
    const url = snapchat.oauth?.authorizeUrl({ app, redirectUri: REDIRECT, state: 'one', codeChallenge: '' }) ?? '';
    const [, href = ''] = /href="([^"]+)"/.exec(await (await fetch(url)).text()) ?? [];
    const params = Object.fromEntries(new URL(href.replace(/&#38;/g, '&')).searchParams);
    expect(params.state).toBe('one');
    const [connection] =
      (await snapchat.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, context)) ?? [];
    expect(connection?.account).toEqual({
      externalId: '27d0d705-b243-402f-abad-40250e491e12',
      handle: 'maisoncolibri',
      name: 'Maison Colibri',
      avatarUrl: 'https://cf-st.sc-cdn.net/colibri.png',
    });
    const again = snapchat.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, context);
    await expect(again).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('a renewal stores the refresh token that it returns', async () => {
    const channel = await world.connect();
    const renewed = await snapchat.refresh?.(channel.credentials, world.context);
    expect(renewed?.refreshToken).not.toBe(channel.credentials.refreshToken);
    await expect(snapchat.refresh?.(channel.credentials, world.context)).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  });

  test('an app that is not on Snap’s allowlist is told to ask for approval', async () => {
    const channel = await world.connect();
    world.sandbox.switches.isAllowlisted = false;
    await expect(snapchat.checkCredentials?.(channel)).rejects.toMatchObject({
      kind: 'refused',
      reason: 'approval_needed',
    });
  });
});

describe('pulling from Snapchat', () => {
  test('a pull reports no events, and every kind as unreadable', async () => {
    world.sandbox.fanWrites({ kind: 'message', text: 'Bonjour', under: world.sandbox.brandPosts('Une story') });
    const channel = await world.connect();
    for await (const page of snapchat.pull(channel, null)) {
      expect(page).toMatchObject({
        events: [],
        unreadableKinds: { comment: 'not_offered', mention: 'not_offered', message: 'not_offered' },
      });
    }
  });

  test('an answer of 200 that is incomplete counts as unavailable', async () => {
    const channel = await world.connect();
    world.sandbox.switches.isPartial = true;
    await expect(pullAll(snapchat, channel)).rejects.toMatchObject({ kind: 'unavailable' });
  });

  test.each(['server_error', 'garbage', 'silence'] as const)('a pull throws unavailable after %s', async (kind) => {
    const channel = await world.connect();
    world.faults.failNext('read', { kind });
    await expect(pullAll(snapchat, channel)).rejects.toMatchObject({ kind: 'unavailable' });
    expect((await pullAll(snapchat, channel)).pages).toHaveLength(1);
  });
});

test.each(['reply', 'hide', 'like', 'delete', 'block'] as const)('the action %s is refused', async (kind) => {
  const channel = await world.connect();
  const target = { externalId: '1', threadExternalId: '1', authorExternalId: '2', reference: {} };
  const rest = { keys: {}, progress: {}, text: 'Bonjour', attachments: [], requestedAt: new Date() };
  const action = { kind, itemKind: 'message' as const, target, ...rest };
  await expect(snapchat.perform(channel, action)).rejects.toMatchObject({ kind: 'refused', reason: 'not_offered' });
  expect(await snapchat.findPerformed(channel, action)).toBeNull();
});

describe('errors of Snapchat', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  const answerOf = (status: number, json: unknown) => ({ status, headers: {}, json, body: JSON.stringify(json) });
  test.each([
    [200, { request_status: 'SUCCESS' }, null],
    [200, { request_status: 'ERROR', error_code: 'E1001' }, 'unavailable unexpected_answer'],
    [400, { request_status: 'ERROR' }, 'refused rejected'],
    [401, undefined, 'unauthorized bad_credentials'],
    [403, { request_status: 'ERROR' }, 'refused approval_needed'],
    [404, { request_status: 'ERROR' }, 'gone target_gone'],
    [429, undefined, 'rate_limited rate_limited'],
    [502, '<html>', 'unavailable unreachable'],
  ])('an answer of %i %j means %s', (status, json, meant) => {
    const error = errorOfAnswer(answerOf(status, json), { now });
    expect(error && `${error.kind} ${error.reason}`).toBe(meant);
  });

  test('an ended grant throws unauthorized, a wrong secret does not', () => {
    const kind = (status: number, error: string) => errorOfToken(answerOf(status, { error }), { now })?.reason;
    expect(kind(400, 'invalid_grant')).toBe('bad_credentials');
    expect(kind(401, 'invalid_client')).toBe('app_not_set_up');
    expect(errorOfToken(answerOf(503, undefined), { now })?.kind).toBe('unavailable');
  });

  test('a limit without an end lasts a minute', () => {
    expect(errorOfAnswer(answerOf(429, {}), { now })?.retryAt).toEqual(new Date('2026-11-21T10:01:00Z'));
  });
});
