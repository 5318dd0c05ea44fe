import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import type { ItemFacts } from '#lib/networks/contract.ts';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { aTikTok, HOUR_MS, type TikTok } from './world.ts';

const REDIRECT = 'https://inbox.example.org/api/connect/tiktok/callback/';
let world: TikTok;
beforeEach(async () => {
  world = await aTikTok();
});
afterEach(() => world.stop());

const callContext = () => ({ app: world.app, signal: AbortSignal.timeout(5_000), now: world.now });
const open = async (redirectUri: string) => {
  const url = tiktok.oauth?.authorizeUrl({ app: world.app, redirectUri, state: 'a&b', codeChallenge: '' }) ?? '';
  const links = [...(await (await fetch(url)).text()).matchAll(/href="([^"]+)"/g)];
  const decode = (html: string) => html.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
  return links.map(([, href = '']) => new URL(decode(href)));
};

describe('signing in', () => {
  test('the code is traded for the account, with what was granted', async () => {
    const [allow, refuse] = await open(REDIRECT);
    expect(refuse?.searchParams.get('error')).toBe('access_denied');
    const params = Object.fromEntries(allow?.searchParams ?? []);
    expect(params.state).toBe('a&b');
    const found = await tiktok.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, callContext());
    expect(found).toMatchObject([
      {
        account: { externalId: world.sandbox.brand.externalId, handle: 'lamaisonclaire', name: 'La Maison Claire' },
        credentials: { businessId: world.sandbox.brand.externalId },
        rights: { managesComments: true, sendsMessages: true },
      },
    ]);
    const again = tiktok.oauth?.exchange({ params, redirectUri: REDIRECT, codeVerifier: '' }, callContext());
    await expect(again).rejects.toMatchObject({ kind: 'unauthorized' });
  });

  test('the network wants an address that ends with a slash', async () => {
    expect(await open(REDIRECT.slice(0, -1))).toEqual([]);
  });

  test('without an app nothing is asked', async () => {
    const bare = { ...callContext(), app: { ...world.app, clientSecret: undefined } };
    const { clientSecret: _none, ...app } = bare.app;
    const traded = tiktok.oauth?.exchange(
      { params: { code: 'x' }, redirectUri: REDIRECT, codeVerifier: '' },
      { ...bare, app },
    );
    await expect(traded).rejects.toMatchObject({ reason: 'app_not_set_up' });
  });

  test('tokens from elsewhere are tried before they are taken', async () => {
    const input = { ...world.sandbox.connectInput(), accessToken: 'act.wrong' };
    await expect(tiktok.connect(input, callContext())).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(tiktok.connect({ accessToken: 'act.1' }, callContext())).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  });

  test('where the country is known to the operator alone, it counts', async () => {
    const { region: _unknown, ...input } = world.sandbox.connectInput();
    const { rights } = await tiktok.connect(input, {
      ...callContext(),
      app: { ...world.app, options: { region: 'de' } },
    });
    expect(rights).toMatchObject({ region: 'DE' });
  });
});

describe('tokens', () => {
  test('are renewed after 20 of their 24 hours, and the old refresh token is spent', async () => {
    const { credentials } = world.channel;
    const { expiresAt, refreshAt } = tiktok.tokenLife?.(credentials) ?? {};
    expect(Math.round((Number(expiresAt) - Number(refreshAt)) / HOUR_MS)).toBe(4);
    const renewed = await tiktok.refresh?.(credentials, callContext());
    expect(renewed).toMatchObject({
      businessId: credentials.businessId,
      region: 'VN',
      advertiser: credentials.advertiser,
    });
    expect(renewed?.refreshToken).not.toBe(credentials.refreshToken);
    await expect(tiktok.refresh?.(credentials, callContext())).rejects.toMatchObject({
      kind: 'unauthorized',
      reason: 'bad_credentials',
    });
  });

  test('a network in trouble is no reason to sign in again', async () => {
    world.faults.failNext('read', { kind: 'server_error' });
    await expect(tiktok.refresh?.(world.channel.credentials, callContext())).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test('the daily look tells the account and its rights', async () => {
    expect(await tiktok.checkCredentials?.(world.channel)).toMatchObject({
      account: { handle: 'lamaisonclaire' },
      rights: { region: 'VN' },
    });
  });
});

describe('what may be done', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const facts = (given: Partial<ItemFacts> = {}, message: Partial<ItemFacts['message']> = {}): ItemFacts => ({
    kind: 'comment',
    variant: null,
    isOwnPost: true,
    lastInboundAt: ago(HOUR_MS),
    repliedAt: [],
    ...given,
    message: {
      externalId: '1',
      direction: 'inbound',
      createdAt: ago(HOUR_MS),
      isHidden: false,
      isTopLevel: true,
      privatelyRepliedAt: null,
      reference: {},
      ...message,
    },
  });
  const offers = (item: ItemFacts, rights = {}, options = {}) =>
    findAllowedActions(tiktok, item, { rights, app: { options } }, now);

  test('private replies in three countries, to comments on top, for 48 hours, once', () => {
    expect(offers(facts(), { region: 'TH' }).privateReply).toMatchObject({ can: true });
    expect(offers(facts(), { region: 'FR' }).privateReply).toMatchObject({ can: false, reason: 'region_excluded' });
    expect(offers(facts()).privateReply).toMatchObject({ can: false, reason: 'region_excluded' });
    expect(offers(facts({}, { isTopLevel: false }), { region: 'TH' }).privateReply).toMatchObject({
      reason: 'top_level_only',
    });
    expect(offers(facts({}, { createdAt: ago(49 * HOUR_MS) }), { region: 'TH' }).privateReply).toMatchObject({
      reason: 'window_closed',
    });
    expect(offers(facts({}, { privatelyRepliedAt: now }), { region: 'TH' }).privateReply).toMatchObject({
      reason: 'already_used',
    });
  });

  test('comments as long as the operator found them taken; messages as ever', () => {
    expect(offers(facts()).reply).toEqual({ can: true, maxLength: 150 });
    expect(offers(facts(), {}, { comment_limit: '1200' }).reply).toEqual({ can: true, maxLength: 1_200 });
    expect(offers(facts({ kind: 'message' }), {}, { comment_limit: '1200' }).reply).not.toHaveProperty('maxLength');
  });

  test('messages outside the EEA, Switzerland and the UK: 48 hours, then three more', () => {
    const message = facts({ kind: 'message' });
    expect(offers(message).reply).toMatchObject({ can: true, as: 'response' });
    expect(offers(message, { region: 'US' }).reply).toMatchObject({ can: true });
    expect(offers(message, { region: 'IT' })).toMatchObject({
      reply: { reason: 'region_excluded' },
      markRead: { reason: 'region_excluded' },
    });
    const late = { kind: 'message', lastInboundAt: ago(72 * HOUR_MS) } as const;
    expect(offers(facts(late)).reply).toMatchObject({ can: true, as: 'follow_up' });
    const repliedAt = [1, 2, 3].map((hours) => ago(hours * HOUR_MS));
    expect(offers(facts({ ...late, repliedAt })).reply).toMatchObject({ can: false, reason: 'window_closed' });
  });

  test('others’ comments are deleted only where the operator turned that on', () => {
    expect(offers(facts()).delete).toMatchObject({ can: false, reason: 'not_own_message' });
    expect(offers(facts(), {}, { delete_others: 'on' }).delete).toMatchObject({ can: true });
    expect(offers(facts({}, { direction: 'outbound' })).delete).toMatchObject({ can: true });
  });

  test('what the account did not grant is missing', () => {
    const rights = { managesComments: false, sendsMessages: false, marksMessages: false };
    const missing = { can: false, reason: 'missing_permission' };
    expect(offers(facts(), rights)).toMatchObject({ reply: missing, hide: missing, like: missing });
    expect(offers(facts({ kind: 'message' }), rights)).toMatchObject({ reply: missing, markRead: missing });
  });

  test('a video that names the account cannot be answered, a comment can', () => {
    expect(offers(facts({ kind: 'mention' })).reply).toMatchObject({ reason: 'not_own_thread' });
    expect(offers(facts({ kind: 'mention' }, { reference: { commentId: '7' } })).reply).toMatchObject({ can: true });
  });

  test('under ads nothing is liked or answered in private', () => {
    const ad = offers(facts({ variant: 'ad' }, { reference: { adId: '1' } }), { region: 'TH' });
    expect(ad).toMatchObject({
      reply: { can: true },
      hide: { can: true },
      like: { can: false },
      privateReply: { can: false },
      delete: { can: false },
    });
  });
});
