import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { google } from '#lib/networks/google/connector.ts';
import { ACCOUNT, AUDIENCE, pushToken } from '#sandbox/google/signing.ts';
import { messagesIn } from '../channel.ts';
import { startGoogle } from './start.ts';

const { webhook } = google;
if (!webhook) throw new Error('no webhook');

const push = (data: unknown, attributes: Record<string, string> = {}) => ({
  headers: {},
  body: JSON.stringify({
    message: {
      data: data === undefined ? '' : Buffer.from(JSON.stringify(data)).toString('base64'),
      attributes,
      messageId: '8100000001',
      publishTime: '2026-11-21T10:00:00Z',
    },
    subscription: 'projects/p/subscriptions/s',
  }),
  receivedAt: new Date(),
});

describe('who may push to Google’s address', () => {
  const app = { webhookSecret: 'a-long-token', options: {} };
  const request = (given: Partial<WebhookRequest>): WebhookRequest => ({
    method: 'POST',
    query: { token: 'a-long-token' },
    headers: {},
    body: new TextEncoder().encode(push({}).body),
    ...given,
  });
  const verdict = (given: Partial<WebhookRequest>, settings = app) =>
    webhook.verify(request(given), settings, new Date());

  test('only a push with the address’s token is accepted', () => {
    expect(verdict({})).toBe('genuine');
    expect(verdict({ query: { token: 'a-long-tokem' } })).toBe('forged');
    expect(verdict({ query: { token: 'a-long-token-and-more' } })).toBe('forged');
    expect(verdict({ query: {} })).toBe('forged');
    expect(verdict({ method: 'GET' })).toBe('forged');
  });

  test('no push is accepted while no token is set', () => {
    expect(verdict({}, { webhookSecret: '', options: {} })).toBe('forged');
    expect(verdict({ query: { token: '' } }, { webhookSecret: '', options: {} })).toBe('forged');
  });

  test('a bearer token alone is no proof', () => {
    expect(verdict({ query: {}, headers: { authorization: 'Bearer a-long-token' } })).toBe('forged');
  });
});

describe('the signed token of a push', () => {
  let world: Awaited<ReturnType<typeof startGoogle>>;
  beforeEach(async () => (world = await startGoogle()));
  afterEach(() => world.server.stop());
  const options = { push_audience: AUDIENCE, push_account: ACCOUNT };
  const proven = async (authorization: string | null, given: Record<string, string> = options) => {
    const { app, now, signal } = world.channel;
    const headers: Record<string, string> = authorization === null ? {} : { authorization };
    const request = { method: 'POST', query: {}, headers, body: new Uint8Array() };
    return await webhook.isSenderProven?.(request, { app: { ...app, options: given }, now, signal });
  };
  const bearer = (claims: Record<string, unknown> = {}) => `Bearer ${pushToken(world.channel.now(), claims)}`;

  test('a token that Google signed for this subscription is right', async () => {
    expect(await proven(bearer())).toBe(true);
    expect(await proven(bearer({ iss: 'accounts.google.com' }))).toBe(true);
    expect(await proven(bearer(), {})).toBe(true);
  });

  test.each([
    ['another audience', { aud: 'https://elsewhere.example/push' }],
    ['another issuer', { iss: 'https://accounts.example' }],
    ['another account', { email: 'someone@parvis-demo.iam.gserviceaccount.com' }],
    ['an account that is not verified', { email_verified: false }],
    ['the past', { exp: 1_700_000_000 }],
    ['no end', { exp: undefined }],
  ])('a token of %s is refused', async (_, claims) => {
    expect(await proven(bearer(claims))).toBe(false);
  });

  test('what nobody signed, or nobody has sent, is refused where the operator expects a token', async () => {
    const [head, body] = bearer().split('.');
    expect(await proven(`${head}.${body}.${Buffer.from('nobody').toString('base64url')}`)).toBe(false);
    const unsigned = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    expect(await proven(`Bearer ${unsigned}.${body}.`)).toBe(false);
    expect(await proven('Bearer nonsense')).toBe(false);
    expect(await proven(null)).toBe(false);
    expect(await proven(null, {})).toBe(true);
  });

  test('while Google does not give its keys, nobody can tell', async () => {
    await world.server.stop();
    await expect(proven(bearer())).rejects.toMatchObject({ kind: 'unavailable' });
  });
});

describe('the content of a push', () => {
  let world: Awaited<ReturnType<typeof startGoogle>>;
  beforeEach(async () => (world = await startGoogle()));
  afterEach(() => world.server.stop());
  const ACCOUNT = 'accounts/108494581129006735086';

  test.each([
    ['camel case', (name: string) => [{ reviewName: name, locationName: name.split('/reviews')[0] }, {}] as const],
    ['snake case', (name: string) => [{ review_name: name, location_name: name.split('/reviews')[0] }, {}] as const],
    ['nested', (name: string) => [{ notification: { review: { name } } }, {}] as const],
    ['attributes', (name: string) => [undefined, { reviewName: name }] as const],
  ])('the review that a push names is read (%s)', async (_, shape) => {
    const id = world.fan('Poussé', { rating: 2 });
    world.fan('Un autre');
    const [data, attributes] = shape(`${ACCOUNT}/${id}`);
    const delivery = push(data, attributes);
    expect(webhook.readAccountIds(delivery)).toEqual([world.channel.account.externalId]);
    const { events, posts } = await webhook.parse(world.channel, delivery);
    expect(messagesIn(events)).toMatchObject([{ externalId: id, text: 'Poussé', rating: 2 }]);
    expect(posts).toMatchObject([{ externalId: world.channel.account.externalId }]);
  });

  test('the latest reviews are read when a push names only the place', async () => {
    const ids = [world.fan('Un'), world.fan('Deux')];
    const delivery = push({ locationName: `${ACCOUNT}/${world.channel.account.externalId}` });
    const { events } = await webhook.parse(world.channel, delivery);
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual(ids);
  });

  test('a pushed review that is gone is reported as deleted, with its answer', async () => {
    const id = world.fan('Oups');
    world.sandbox.fanDeletes(id);
    const { events } = await webhook.parse(world.channel, push({ reviewName: `${ACCOUNT}/${id}` }));
    expect(events).toMatchObject([
      { type: 'message_deleted', externalId: id },
      { type: 'message_deleted', externalId: `${id}/reply` },
    ]);
  });

  test('a push for another place brings nothing', async () => {
    const delivery = push({ reviewName: `${ACCOUNT}/locations/77/reviews/A` });
    expect(webhook.readAccountIds(delivery)).toEqual(['locations/77']);
    expect(await webhook.parse(world.channel, delivery)).toEqual({ events: [] });
  });

  test('a push that names no place cannot be read, and throws', () => {
    expect(() => webhook.readAccountIds(push({ hello: 'world' }))).toThrow('names no place');
    expect(() => webhook.readAccountIds({ headers: {}, body: 'no JSON' })).toThrow();
  });

  test('the account is told the topic; without a topic the app counts as not set up', async () => {
    await webhook.subscribe?.(world.channel, 'https://parvis.example/api/webhooks/google');
    expect(world.calls.at(-1)).toMatchObject({
      method: 'PATCH',
      path: `/v1/${ACCOUNT}/notificationSetting`,
      status: 200,
    });
    const bare = { ...world.channel, app: { ...world.app, options: {} } };
    await expect(webhook.subscribe?.(bare, '')).rejects.toMatchObject({ kind: 'refused', reason: 'app_not_set_up' });
  });
});
