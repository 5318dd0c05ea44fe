import { describe, expect, test } from 'vitest';
import { pinterest } from '#lib/networks/pinterest/connector.ts';
import { errorOfAnswer, errorOfToken } from '#lib/networks/pinterest/errors.ts';
import { worldOfEach } from './world.ts';

const REDIRECT = 'https://inbox.example.com/api/connect/pinterest/callback';
const DAY_MS = 24 * 3_600_000;
const world = worldOfEach();

const signIn = async () => {
  const { app, context } = world();
  const url = pinterest.oauth?.authorizeUrl({ app, redirectUri: REDIRECT, state: 'one', codeChallenge: '' }) ?? '';
  const [, href = ''] = /href="([^"]+)"/.exec(await (await fetch(url)).text()) ?? [];
  const params = Object.fromEntries(new URL(href.replace(/&#38;/g, '&')).searchParams);
  expect(params.state).toBe('one');
  const [connection] =
    (await pinterest.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, context)) ?? [];
  if (!connection) throw new Error('nothing to connect');
  return connection;
};

describe('Pinterest’s credentials', () => {
  test('signing in returns the account and tokens with their lifetimes', async () => {
    const { account, credentials } = await signIn();
    expect(account).toEqual({
      externalId: '2783136121146311751',
      handle: 'maisoncolibri',
      name: 'Maison Colibri',
      avatarUrl: 'https://i.pinimg.com/280x280_RS/colibri.jpg',
      profileUrl: 'https://www.pinterest.com/maisoncolibri/',
    });
    const { expiresAt, refreshAt } = pinterest.tokenLife?.(credentials) ?? {};
    expect(Math.round(((expiresAt?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(60);
    expect(Math.round(((refreshAt?.getTime() ?? 0) - Date.now()) / DAY_MS)).toBe(25);
  });

  test('each renewal returns another refresh token, and the old one stops working', async () => {
    const { credentials } = await signIn();
    const { context } = world();
    const renewed = await pinterest.refresh?.(credentials, context);
    expect(renewed?.refreshToken).not.toBe(credentials.refreshToken);
    await expect(pinterest.refresh?.(credentials, context)).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the daily check returns the account as it is', async () => {
    const channel = await world().connect();
    expect(await pinterest.checkCredentials?.(channel)).toMatchObject({ account: { handle: 'maisoncolibri' } });
  });

  test('Pinterest’s rate limit headers are applied, and a refusal stops all calls', async () => {
    const { connect, faults } = world();
    const channel = await connect();
    const learnt: unknown[] = [];
    channel.rateLimiter.learn = (rateLimit, { limit, remaining }) => {
      learnt.push({ rateLimit, limit, remaining });
      return Promise.resolve();
    };
    const closed: string[] = [];
    channel.rateLimiter.blockUntil = (rateLimit) => {
      closed.push(rateLimit);
      return Promise.resolve();
    };
    await pinterest.checkCredentials?.(channel);
    expect(learnt).toEqual([{ rateLimit: 'trial_day', limit: 1_000, remaining: 998 }]);
    faults.failNext('read', { kind: 'rate_limited', until: new Date(Date.now() + 60_000) });
    await expect(pinterest.checkCredentials?.(channel)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(closed).toEqual(['trial_day']);
  });

  test('a trial app’s calls count for its thousand a day', async () => {
    const channel = await world().connect();
    const taken: Record<string, number>[] = [];
    channel.rateLimiter.acquire = ({ costs }) => {
      taken.push(costs);
      return Promise.resolve();
    };
    await pinterest.checkCredentials?.(channel);
    channel.app = { ...channel.app, options: { ...channel.app.options, access: 'standard' } };
    await pinterest.checkCredentials?.(channel);
    expect(taken).toEqual([{ trial_day: 1 }, { account_second: 1, org_read: 1 }]);
  });
});

describe('errors of Pinterest', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  const answerOf = (status: number, json: unknown, headers: Record<string, string> = {}) => ({
    status,
    headers,
    json,
    body: JSON.stringify(json),
  });
  test.each([
    [401, { code: 2, message: 'Authentication failed.' }, 'unauthorized bad_credentials'],
    [403, { code: 29, message: 'You are not permitted to access that resource.' }, 'refused missing_permission'],
    [404, { code: 50, message: 'Pin not found.' }, 'gone target_gone'],
    [400, { code: 1, message: 'Invalid request parameters' }, 'refused rejected'],
    [429, { code: 8, message: 'You have exceeded your rate limit.' }, 'rate_limited rate_limited'],
    [500, undefined, 'unavailable unreachable'],
    [200, {}, null],
  ])('an answer of %i %j means %s', (status, json, meant) => {
    const error = errorOfAnswer(answerOf(status, json), { writes: false, now });
    expect(error && `${error.kind} ${error.reason}`).toBe(meant);
  });

  test('an invalid token is a bad request, and a server error does not make it invalid', () => {
    const kind = (status: number) => errorOfToken(answerOf(status, {}), { writes: false, now })?.kind;
    expect([400, 401, 429, 503].map(kind)).toEqual(['unauthorized', 'unauthorized', 'rate_limited', 'unavailable']);
  });

  test.each([
    [{ 'retry-after': '30' }, '2026-11-21T10:00:30.000Z'],
    [{ 'x-ratelimit-reset': '90' }, '2026-11-21T10:01:30.000Z'],
    [{ 'x-ratelimit-reset': '1795255320' }, '2026-11-21T10:02:00.000Z'],
    [{ 'x-ratelimit-reset': '1, 60;w=60' }, '2026-11-21T10:01:00.000Z'],
    [{}, '2026-11-21T10:01:00.000Z'],
  ] as [Record<string, string>, string][])('with the headers %j a limit lasts until %s', (headers, until) => {
    const error = errorOfAnswer(answerOf(429, {}, headers), { writes: false, now });
    expect(error?.retryAt?.toISOString()).toBe(until);
  });
});
