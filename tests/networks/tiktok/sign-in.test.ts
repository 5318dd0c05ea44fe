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

describe('signing in to TikTok', () => {
  test('the code returns the account with its granted scopes', async () => {
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

  test('the network needs a redirect address that ends with a slash', async () => {
    expect(await open(REDIRECT.slice(0, -1))).toEqual([]);
  });

  test('without an app no call is made', async () => {
    const bare = { ...callContext(), app: { ...world.app, clientSecret: undefined } };
    const { clientSecret: _none, ...app } = bare.app;
    const traded = tiktok.oauth?.exchange(
      { params: { code: 'x' }, redirectUri: REDIRECT, codeVerifier: '' },
      { ...bare, app },
    );
    await expect(traded).rejects.toMatchObject({ reason: 'app_not_set_up' });
  });

  test('tokens from elsewhere are checked before they are stored', async () => {
    const input = { ...world.sandbox.connectInput(), accessToken: 'act.wrong' };
    await expect(tiktok.connect(input, callContext())).rejects.toMatchObject({ kind: 'unauthorized' });
    await expect(tiktok.connect({ accessToken: 'act.1' }, callContext())).rejects.toMatchObject({
      kind: 'unauthorized',
    });
  });

  test('the operator’s country is used where the account’s is unknown', async () => {
    const { region: _unknown, ...input } = world.sandbox.connectInput();
    const { rights } = await tiktok.connect(input, {
      ...callContext(),
      app: { ...world.app, options: { region: 'de' } },
    });
    expect(rights).toMatchObject({ region: 'DE' });
  });
});

describe('TikTok’s tokens', () => {
  test('tokens are renewed after 20 of their 24 hours, and the old refresh token stops working', async () => {
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

  test('a failing network does not disconnect the channel', async () => {
    world.faults.failNext('read', { kind: 'server_error' });
    await expect(tiktok.refresh?.(world.channel.credentials, callContext())).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });

  test('the daily check returns the account and its rights', async () => {
    expect(await tiktok.checkCredentials?.(world.channel)).toMatchObject({
      account: { handle: 'lamaisonclaire' },
      rights: { region: 'VN' },
    });
  });
});

describe('allowed actions on TikTok', () => {
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

  test('private replies are possible in three countries, to top comments, for 48 hours, once', () => {
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

  test('a comment may be as long as the operator set it, and a message as long as ever', () => {
    expect(offers(facts()).reply).toEqual({ can: true, maxLength: 150 });
    expect(offers(facts(), {}, { comment_limit: '1200' }).reply).toEqual({ can: true, maxLength: 1_200 });
    expect(offers(facts({ kind: 'message' }), {}, { comment_limit: '1200' }).reply).not.toHaveProperty('maxLength');
  });

  test('messages outside the EEA, Switzerland and the UK have 48 hours, then three more messages', () => {
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

  test('other people’s comments can be deleted only where the operator switched that on', () => {
    expect(offers(facts()).delete).toMatchObject({ can: false, reason: 'not_own_message' });
    expect(offers(facts(), {}, { delete_others: 'on' }).delete).toMatchObject({ can: true });
    expect(offers(facts({}, { direction: 'outbound' })).delete).toMatchObject({ can: true });
  });

  test('actions without their scope are unavailable', () => {
    const rights = { managesComments: false, sendsMessages: false, marksMessages: false };
    const missing = { can: false, reason: 'missing_permission' };
    expect(offers(facts(), rights)).toMatchObject({ reply: missing, hide: missing, like: missing });
    expect(offers(facts({ kind: 'message' }), rights)).toMatchObject({ reply: missing, markRead: missing });
  });

  test('a comment that names the account can be answered, a video cannot', () => {
    expect(offers(facts({ kind: 'mention' })).reply).toMatchObject({ reason: 'not_own_thread' });
    expect(offers(facts({ kind: 'mention' }, { reference: { commentId: '7' } })).reply).toMatchObject({ can: true });
  });

  test('comments on ads can neither be liked nor answered in private', () => {
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
