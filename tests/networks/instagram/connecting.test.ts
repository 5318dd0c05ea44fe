import { afterEach, describe, expect, test } from 'vitest';
import type { CallContext } from '#lib/networks/contract.ts';
import { instagram } from '#lib/networks/instagram/connector.ts';
import type { InstagramCredentials } from '#lib/networks/instagram/credentials.ts';
import { createFacebookLoginSandbox, createSandbox } from '#sandbox/instagram/sandbox.ts';
import { connectChannel } from '../channel.ts';
import { serveChecked } from '../spec-check/serve-checked.ts';
import { startSandbox } from '../start-sandbox.ts';

const DAY_MS = 24 * 3_600_000;
const redirectUri = 'https://parvis.example/api/connect/instagram/callback';
type World = Awaited<ReturnType<typeof startSandbox<InstagramCredentials>>>;

describe('connecting an Instagram account', () => {
  let world: World;
  afterEach(() => world.stop());
  const open = async (create: typeof createSandbox) => {
    world = await startSandbox({ connector: instagram, createSandbox: create });
    const context: CallContext = { app: world.app, signal: AbortSignal.timeout(10_000), now: () => new Date() };
    return context;
  };
  /** Presses "Allow" on the network's page. */
  const allow = async (context: CallContext) => {
    const url = instagram.oauth?.authorizeUrl({ app: context.app, redirectUri, state: 'abc', codeChallenge: '' }) ?? '';
    const html = await (await fetch(url)).text();
    const href =
      /href="([^"]+)">Allow/
        .exec(html)?.[1]
        ?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))) ?? '';
    const back = new URL(href);
    expect(back.searchParams.get('state')).toBe('abc');
    return { code: (back.searchParams.get('code') ?? '') + back.hash };
  };

  test.each([
    ['instagram', createSandbox],
    ['facebook', createFacebookLoginSandbox],
  ] as const)('an account is connected through the %s login', async (setup, create) => {
    const context = await open(create);
    const params = await allow(context);
    const [connection, ...more] =
      (await instagram.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context)) ?? [];
    expect(more).toEqual([]);
    expect(connection).toMatchObject({
      account: { externalId: world.sandbox.brand.externalId, handle: 'maison.parvis' },
      credentials: { setup },
      rights: { setup, humanAgent: true },
    });
    await expect(instagram.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context)).rejects.toMatchObject({
      kind: 'refused',
    });
    await instagram.app?.test?.(context);
  });

  test.each([createSandbox, createFacebookLoginSandbox])(
    'what the sign-in asks for is enough to subscribe to everything',
    async (create) => {
      const context = await open(create);
      const params = await allow(context);
      const [connection] = (await instagram.oauth?.exchange({ params, redirectUri, codeVerifier: '' }, context)) ?? [];
      if (!connection) throw new Error('nothing was connected');
      const channel = { ...(await world.connect()), ...connection };
      const outcomes = (await instagram.webhook?.subscribe?.(channel, 'https://parvis.example')) ?? [];
      expect(outcomes.filter(({ refusal }) => refusal !== null)).toEqual([]);
      expect(outcomes.map(({ event }) => event)).toContain('messages');
    },
  );

  test('a token of another account is refused, and so is an expired one', async () => {
    const context = await open(createSandbox);
    const input = { ...world.sandbox.connectInput(), externalId: '17841499999999999' };
    await expect(instagram.connect(input, context)).rejects.toMatchObject({ reason: 'missing_permission' });
    await expect(instagram.connect({ accessToken: 'IGAAfaux' }, context)).rejects.toMatchObject({
      kind: 'unauthorized',
    });
    await expect(instagram.connect({}, context)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('an Instagram token is renewed after half of its lifetime, and neither on its first day nor after it expired', async () => {
    const context = await open(createSandbox);
    const { credentials } = await connectChannel(instagram, world.sandbox.connectInput(), world.app);
    const { expiresAt = new Date(0), refreshAt = new Date(0) } = instagram.tokenLife?.(credentials) ?? {};
    expect(expiresAt.getTime() - refreshAt.getTime()).toBe(30 * DAY_MS);
    await expect(instagram.refresh?.(credentials, context)).rejects.toMatchObject({ kind: 'unauthorized' });
    world.expireAccess();
    await expect(instagram.refresh?.(credentials, context)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test.each([createSandbox, createFacebookLoginSandbox])(
    'the daily look tells a living account from a dead one',
    async (create) => {
      await open(create);
      const channel = await world.connect();
      expect(await instagram.checkCredentials?.(channel)).toMatchObject({
        account: channel.account,
        rights: { humanAgent: true },
      });
      world.revoke();
      await expect(instagram.checkCredentials?.(channel)).rejects.toMatchObject({ kind: 'unauthorized' });
    },
  );
});

test('an Instagram token is renewed while it is valid', async () => {
  let at = Date.now();
  const now = () => new Date(at);
  const server = await serveChecked('instagram', createSandbox, { now });
  const { sandbox, url } = server.networks.get('instagram') ?? {};
  const context: CallContext = {
    app: { baseUrl: url ?? '', ...sandbox?.app, options: {} },
    signal: AbortSignal.timeout(10_000),
    now,
  };
  const { credentials } = await instagram.connect(sandbox?.connectInput() ?? {}, context);
  at += 30 * DAY_MS;
  const renewed = await instagram.refresh?.(credentials, context);
  expect(renewed?.accessToken).not.toBe(credentials.accessToken);
  expect((renewed?.expiresAt ?? 0) - (credentials.expiresAt ?? 0)).toBeGreaterThan(29 * DAY_MS);
  await server.stop();
});
