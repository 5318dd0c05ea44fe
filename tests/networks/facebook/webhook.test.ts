import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebhookRequest } from '#lib/networks/contract.ts';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { answerHandshake } from '#lib/networks/webhook-guard.ts';
import { signedRequest } from '#sandbox/kit/meta/signing.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { startFacebook, type Facebook } from './start.ts';

let page: Facebook;
let pageId: string;
beforeEach(async () => {
  page = await startFacebook();
  pageId = page.channel.account.externalId;
});
afterEach(async () => {
  const broken = page.broken();
  await page.stop();
  expect(broken).toEqual([]);
});

const change = (field: string, value: unknown) => ({
  object: 'page',
  entry: [{ id: pageId, time: 1_786_557_600, changes: [{ field, value }] }],
});
const messaging = (event: Record<string, unknown>, list = 'messaging') => ({
  object: 'page',
  entry: [
    {
      id: pageId,
      time: 1_786_557_900_123,
      [list]: [{ sender: { id: '6012' }, recipient: { id: pageId }, timestamp: 1_786_557_900_000, ...event }],
    },
  ],
});

describe('the signature of Facebook deliveries', () => {
  const secret = 'un-secret';
  // The network's own format: characters outside ASCII are escaped, and so are slashes.
  const body = Buffer.from('{"object":"page","entry":[{"id":"1","text":"caf\\u00e9 https:\\/\\/x.fr"}]}');
  const signed = (by: string, bytes = body) => ({
    method: 'POST',
    query: {},
    headers: { 'x-hub-signature-256': `sha256=${createHmac('sha256', by).update(bytes).digest('hex')}` },
    body: bytes,
  });
  const app = { clientSecret: secret, options: {} };
  const now = new Date();

  test('a signature covers the exact bytes, under the app’s secret', () => {
    const request = signed(secret);
    expect(facebook.webhook?.verify(request, app, now)).toBe('genuine');
    const again = Buffer.from(JSON.stringify(JSON.parse(body.toString())));
    expect(facebook.webhook?.verify({ ...request, body: again }, app, now)).toBe('forged');
    expect(facebook.webhook?.verify(signed('un autre'), app, now)).toBe('forged');
    expect(facebook.webhook?.verify({ ...request, headers: {} }, app, now)).toBe('forged');
    expect(facebook.webhook?.verify(signed(''), { options: {} }, now)).toBe('forged');
  });

  test('a wrong verify token gets a 403, and a request that is no handshake gets no answer', () => {
    const query = { 'hub.mode': 'subscribe', 'hub.challenge': '1158201444', 'hub.verify_token': 'jeton' };
    const request = { method: 'GET', query, headers: {}, body: new Uint8Array() };
    const answer = (webhookSecret?: string, asked: WebhookRequest = request) =>
      facebook.webhook &&
      answerHandshake(facebook.webhook, asked, {
        options: {},
        ...(webhookSecret === undefined ? {} : { webhookSecret }),
      });
    const refused = { kind: 'refused', why: 'wrong_verify_token', answer: { status: 403 } };
    expect(answer('jeton')).toMatchObject({ kind: 'answered', answer: { status: 200, body: '1158201444' } });
    expect(answer('autre')).toMatchObject(refused);
    expect(answer()).toMatchObject(refused);
    expect(answer('jeton', { ...request, method: 'POST' })).toEqual({ kind: 'none' });
  });
});

describe('pushed feed changes', () => {
  test('a comment is reported with its edit, its hiding and its deletion', async () => {
    const post = page.brandPosts('Bonjour');
    page.sandbox.takeDeliveries();
    const id = page.sandbox.fanWrites({ kind: 'comment', text: 'Où est ma commande ?', under: post });
    const added = await page.pushed();
    expect(added.posts).toMatchObject([{ externalId: post, isOwn: true, text: 'Bonjour' }]);
    expect(added.events).toMatchObject([
      { type: 'message', externalId: id, direction: 'inbound', parentExternalId: post },
    ]);
    page.sandbox.fanEdits(id, 'Où est ma commande 12 ?');
    expect((await page.pushed()).events).toMatchObject([
      { text: 'Où est ma commande 12 ?', editedAt: expect.any(Date) },
    ]);
    await facebook.perform(page.channel, actionOn(facebook, 'hide', await page.find(id)));
    expect((await page.pushed()).events).toEqual([{ type: 'message_hidden', externalId: id, hidden: true }]);
    page.sandbox.fanDeletes(id);
    expect((await page.pushed()).events).toMatchObject([{ type: 'message_deleted', externalId: id }]);
  });

  test('the Page’s own answer is reported with the person it answers', async () => {
    const post = page.brandPosts('Bonjour');
    const question = await page.find(page.sandbox.fanWrites({ kind: 'comment', text: 'Et en bleu ?', under: post }));
    page.sandbox.takeDeliveries();
    const { externalId } = await facebook.perform(page.channel, actionOn(facebook, 'reply', question, { text: 'Oui' }));
    expect((await page.pushed()).events).toMatchObject([
      { externalId, direction: 'outbound', contactExternalId: question?.author.externalId, text: 'Oui' },
    ]);
  });

  test('a comment on an unannounced ad’s post is reported with the post', async () => {
    page.sandbox.fanWrites({ kind: 'comment', text: 'Livré en Corse ?', variant: 'ad' });
    const { events, posts } = await page.pushed();
    expect(posts).toMatchObject([{ variant: 'ad', text: expect.stringContaining('abat-jour') }]);
    expect(events).toMatchObject([{ variant: 'ad', kind: 'comment' }]);
  });

  test('a comment under an unreadable post is reported with what the delivery says', async () => {
    const value = {
      item: 'comment',
      verb: 'add',
      from: { id: '6012', name: 'Jo Doe' },
      post_id: `${pageId}_5`,
      comment_id: '5_1',
      parent_id: `${pageId}_5`,
      message: 'Bonjour',
      created_time: 1_786_557_598,
      photo: 'https://scontent.example/p.jpg',
      post: { id: `${pageId}_5`, is_published: true, permalink_url: 'https://www.facebook.com/101/posts/5' },
    };
    const { events, posts } = await page.parse(change('feed', value));
    expect(events).toMatchObject([
      {
        externalId: '5_1',
        text: 'Bonjour',
        createdAt: new Date(1_786_557_598_000),
        url: 'https://www.facebook.com/101/posts/5?comment_id=1',
        attachments: [{ kind: 'image', url: 'https://scontent.example/p.jpg' }],
      },
    ]);
    // The stored post must not be replaced with an empty one.
    expect(posts ?? []).toEqual([]);
  });

  test('a visitor’s post is a mention; the Page’s own post is a post', async () => {
    const id = page.sandbox.fanWrites({ kind: 'mention', text: 'Belle boutique' });
    expect((await page.pushed()).events).toMatchObject([{ externalId: id, kind: 'mention', variant: 'visitor_post' }]);
    page.sandbox.fanEdits(id, 'Très belle boutique');
    expect((await page.pushed()).events).toMatchObject([{ text: 'Très belle boutique', editedAt: expect.any(Date) }]);
    const own = page.brandPosts('Fermé lundi');
    expect(await page.pushed()).toMatchObject({ events: [], posts: [{ externalId: own, isOwn: true }] });
    page.sandbox.fanDeletes(id);
    expect((await page.pushed()).events).toMatchObject([{ type: 'message_deleted', externalId: id }]);
  });

  test.each([
    ['feed', { item: 'reaction', verb: 'add', reaction_type: 'love', post_id: '1_2' }],
    ['feed', { item: 'album', verb: 'add' }],
    ['feed', { item: 'comment', verb: 'mute', comment_id: '1_2', post_id: '1_1' }],
    ['live_videos', { id: '4' }],
  ])('a feed change %s %o brings no event', async (field, value) => {
    expect(await page.parse(change(field, value))).toEqual({ events: [] });
  });

  test('a delivery for another Page brings nothing, and an unreadable one throws', async () => {
    const other = { object: 'page', entry: [{ id: '1', changes: [{ field: 'feed', value: { item: 'comment' } }] }] };
    expect(await page.parse(other)).toEqual({ events: [] });
    expect(facebook.webhook?.readAccountIds({ headers: {}, body: JSON.stringify(other) })).toEqual(['1']);
    await expect(page.parse({ hello: 'world' })).rejects.toThrow();
  });
});

describe('pushed mentions and recommendations', () => {
  test('an unreadable mention is reported with the delivery’s text', async () => {
    const id = page.sandbox.fanWrites({ kind: 'mention', text: 'Demande à Atelier Lumen', variant: 'comment' });
    const [message] = messagesIn((await page.pushed()).events);
    expect(message).toMatchObject({
      externalId: id,
      threadExternalId: id,
      kind: 'mention',
      text: 'Demande à Atelier Lumen',
    });
    const { externalId } = await facebook.perform(
      page.channel,
      actionOn(facebook, 'reply', message, { text: 'Présents !' }),
    );
    expect(externalId).toBeTruthy();
    expect(page.answersTo(id)).toEqual(['Présents !']);
  });

  test('a mention has its author where the delivery names one', async () => {
    const value = { item: 'comment', verb: 'add', post_id: '9001_77', comment_id: '77_12', message: 'Va voir Acme' };
    const { events } = await page.parse(
      change('mention', { ...value, sender_id: '6012', sender_name: 'Jo Doe', created_time: 1_786_557_598 }),
    );
    expect(events).toMatchObject([
      { author: { externalId: '6012', name: 'Jo Doe' }, createdAt: new Date(1_786_557_598_000) },
    ]);
  });

  test('a mention on the Page’s own post is a comment', async () => {
    const value = { item: 'comment', verb: 'add', post_id: `${pageId}_1`, comment_id: '1_12', message: '@Atelier' };
    expect(await page.parse(change('mention', value))).toEqual({ events: [] });
  });

  test('a recommendation is reported with its change, its withdrawal and its comments', async () => {
    const id = page.sandbox.fanWrites({ kind: 'review', text: 'Très bien', rating: 5 });
    const added = await page.pushed();
    expect(added.events).toMatchObject([{ externalId: id, kind: 'review', variant: 'recommended', rating: 5 }]);
    expect(added.posts).toMatchObject([{ variant: 'place' }]);
    page.sandbox.fanEdits(id, 'Bien');
    expect((await page.pushed()).events).toMatchObject([{ externalId: id, text: 'Bien', editedAt: expect.any(Date) }]);
    await facebook.perform(page.channel, actionOn(facebook, 'reply', await page.find(id), { text: 'Merci' }));
    expect((await page.pushed()).events).toMatchObject([
      { kind: 'review', direction: 'outbound', threadExternalId: id, text: 'Merci' },
    ]);
    page.sandbox.fanDeletes(id);
    expect((await page.pushed()).events).toMatchObject([{ type: 'message_deleted', externalId: id }]);
  });
});

describe('pushed Messenger events', () => {
  test('a message is reported with its picture and the message it answers', async () => {
    const message = {
      mid: 'm_1',
      text: 'Voilà',
      reply_to: { mid: 'm_0' },
      attachments: [{ type: 'image', payload: { url: 'https://scontent.example/1' } }],
    };
    const { events } = await page.parse(messaging({ message }));
    expect(events).toMatchObject([
      {
        externalId: 'm_1',
        threadExternalId: '6012',
        direction: 'inbound',
        text: 'Voilà',
        parentExternalId: 'm_0',
        createdAt: new Date(1_786_557_900_000),
        attachments: [{ kind: 'image', url: 'https://scontent.example/1' }],
        author: { externalId: '6012', handle: '' },
      },
    ]);
  });

  test('a person has a name where the network gives it', async () => {
    page.sandbox.fanWrites({ kind: 'message', text: 'Bonjour', fan: 'lea' });
    expect((await page.pushed()).events).toMatchObject([{ author: { name: 'Lea Martin' } }]);
  });

  test('an echo is the Page’s own message to the person it was sent to', async () => {
    const echo = {
      sender: { id: pageId },
      recipient: { id: '6012' },
      message: { mid: 'm_2', text: 'Bonjour', is_echo: true, app_id: 263_902_037_430_900 },
    };
    const { events } = await page.parse(messaging(echo));
    expect(events).toMatchObject([{ direction: 'outbound', contactExternalId: '6012', threadExternalId: '6012' }]);
  });

  test('an edit is a new version, and a pressed button is a message with its title', async () => {
    const edit = await page.parse(messaging({ message_edit: { mid: 'm_1', text: 'Corrigé', num_edit: 1 } }));
    expect(edit.events).toMatchObject([{ externalId: 'm_1', text: 'Corrigé', editedAt: new Date(1_786_557_900_000) }]);
    const pressed = await page.parse(messaging({ postback: { mid: 'm_3', title: 'Horaires', payload: 'HOURS' } }));
    expect(pressed.events).toMatchObject([{ externalId: 'm_3', text: 'Horaires' }]);
  });

  test('messages that another app of the Page handles are read too', async () => {
    const { events } = await page.parse(messaging({ message: { mid: 'm_4', text: 'Allô' } }, 'standby'));
    expect(events).toMatchObject([{ externalId: 'm_4', reference: { standby: 'true' } }]);
  });

  test.each([
    { read: { watermark: 1_786_557_905_000 } },
    { delivery: { mids: ['m_x'], watermark: 1 } },
    { reaction: { mid: 'm_1', action: 'react', reaction: 'love', emoji: '❤️' } },
    { referral: { source: 'ADS', type: 'OPEN_THREAD', ad_id: '1' } },
  ])('the event %o is no message', async (event) => {
    expect((await page.parse(messaging(event))).events).toEqual([]);
  });
});

describe('Facebook’s erasure requests', () => {
  const app = { clientSecret: 'un-secret', options: {} };
  const asked = (form: string) => ({ method: 'POST', query: {}, headers: {}, body: Buffer.from(form) });

  test('a signed erasure request is read and answered with its status page', () => {
    const form = new URLSearchParams({ signed_request: signedRequest('un-secret', { user_id: '218471' }) }).toString();
    expect(facebook.erasure?.read(asked(form), app, new Date())).toEqual(['218471']);
    const answer = facebook.erasure?.answer({ statusUrl: 'https://parvis.example/d/abc', code: 'abc' });
    expect(JSON.parse(answer?.body ?? '')).toEqual({ url: 'https://parvis.example/d/abc', confirmation_code: 'abc' });
  });

  test.each([
    ['signed by another', `signed_request=${signedRequest('autre', { user_id: '1' })}`],
    ['without an id', `signed_request=${signedRequest('un-secret', {})}`],
    ['cut off', 'signed_request=abc'],
    ['empty', ''],
  ])('an erasure request that is %s is refused', (_, form) => {
    expect(facebook.erasure?.read(asked(form), app, new Date())).toBeNull();
  });
});

describe('subscribing a Page', () => {
  const url = 'https://parvis.example/api/webhooks/facebook';
  const subscribe = async () => (await facebook.webhook?.subscribe?.(page.channel, url)) ?? [];
  const asked = () =>
    page.calls().filter(({ method, path }) => method === 'POST' && path.endsWith('/subscribed_apps')).length;

  test('all fields are subscribed in one call', async () => {
    expect((await subscribe()).filter(({ refusal }) => refusal !== null)).toEqual([]);
    expect(asked()).toBe(1);
  });

  test('without the permission for messages the other fields are subscribed, and the network’s words are kept', async () => {
    page.sandbox.withhold?.('pages_messaging');
    const outcomes = await subscribe();
    expect(outcomes.filter(({ refusal }) => refusal === null).map(({ event }) => event)).toEqual([
      'feed',
      'mention',
      'ratings',
    ]);
    expect(outcomes.find(({ event }) => event === 'messages')?.refusal).toMatchObject({
      kind: 'refused',
      reason: 'missing_permission',
      message: expect.stringContaining('(#200) To subscribe to the messages field'),
    });
    // What was accepted is pushed, and the rest is not.
    const under = page.brandPosts('Bonjour');
    page.sandbox.takeDeliveries();
    page.sandbox.fanWrites({ kind: 'comment', text: 'Ouvert ?', under });
    page.sandbox.fanWrites({ kind: 'message', text: 'En privé' });
    expect(messagesIn((await page.pushed()).events).map(({ text }) => text)).toEqual(['Ouvert ?']);
  });
});
