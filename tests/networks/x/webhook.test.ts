import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AppSettings } from '#lib/networks/contract.ts';
import { answerHandshake } from '#lib/networks/webhook-guard.ts';
import { x } from '#lib/networks/x/connector.ts';
import { signed } from '#sandbox/x/webhooks.ts';
import { messagesIn } from '../channel.ts';
import { startX } from './world.ts';

let world: Awaited<ReturnType<typeof startX>>;
beforeEach(async () => {
  world = await startX();
});
afterEach(async () => {
  await world.stop();
});

const read = async (body: string) => {
  const told = await x.webhook?.parse(world.channel, { headers: {}, body, receivedAt: new Date() });
  return told?.events ?? [];
};
const deliver = (data: object) => read(JSON.stringify({ data }));
const pushed = async () => {
  const told = await Promise.all(
    world.sandbox.takeDeliveries().map(({ body }) => read(new TextDecoder().decode(body))),
  );
  return told.flat();
};

describe('deliveries of X', () => {
  test('a reply, a quote, a mention, a message and the brand’s own posts are reported', async () => {
    const { sandbox } = world;
    const post = sandbox.brandPosts('Bonjour');
    sandbox.takeDeliveries();
    const reply = sandbox.fanWrites({ kind: 'comment', text: 'Salut', under: post });
    const quote = sandbox.fanWrites({ kind: 'mention', variant: 'quote', text: 'À lire', under: post });
    const mention = sandbox.fanWrites({ kind: 'mention', text: 'Bravo @maisonparvis !' });
    const message = sandbox.fanWrites({ kind: 'message', text: 'En privé' });
    const ana = sandbox.world.personNamed('ana').id;
    const own = sandbox.world.write({
      authorId: sandbox.brand.externalId,
      text: 'Merci',
      replyTo: sandbox.world.find(reply),
    });
    const told = messagesIn(await pushed());
    expect(told.map(({ externalId, kind, variant }) => [externalId, kind, variant])).toEqual([
      [reply, 'comment', undefined],
      [quote, 'mention', 'quote'],
      [mention, 'mention', undefined],
      [message, 'message', undefined],
    ]);
    expect(told[0]).toMatchObject({
      threadExternalId: post,
      postExternalId: post,
      text: 'Salut',
      author: { handle: 'ana' },
    });
    expect(told[3]).toMatchObject({ threadExternalId: `1111111111-${ana}` });
    const { events } = await world.pull();
    expect(
      messagesIn(events)
        .map(({ externalId }) => externalId)
        .toSorted(),
    ).toEqual([reply, quote, mention, message, own.id].toSorted());
  });

  test('what is written in XChat arrives without its text, in the person’s conversation, and cannot be answered here', async () => {
    const { sandbox, channel, app } = world;
    const before = sandbox.fanWrites({ kind: 'message', text: 'Bonjour', fan: 'ana' });
    const chat = sandbox.fanChats('ana');
    const [first, second] = messagesIn(await pushed());
    expect(first).toMatchObject({ externalId: before, text: 'Bonjour' });
    expect(second).toMatchObject({
      externalId: chat,
      kind: 'message',
      variant: 'encrypted',
      text: '',
      threadExternalId: first?.threadExternalId,
      author: { handle: 'ana', name: 'Ana' },
      url: 'https://x.com/messages',
    });
    const refusedFor = (message: typeof first) =>
      x.restrictions?.(
        {
          kind: 'message',
          variant: null,
          isOwnPost: null,
          lastInboundAt: new Date(),
          repliedAt: [],
          message: {
            externalId: message?.externalId ?? '',
            direction: 'inbound',
            createdAt: new Date(),
            isHidden: false,
            isTopLevel: true,
            privatelyRepliedAt: null,
            reference: message?.reference ?? {},
          },
        },
        { rights: channel.rights, app },
      );
    expect(refusedFor(first)).toEqual({});
    expect(refusedFor(second)).toEqual({ reply: 'encrypted' });
    expect(JSON.stringify(second)).not.toContain('CAEQAhoMc2VhbGVkLXdvcmRz');
  });

  test('a delivery in the guide’s format is read: wrapped people, doubled numbers, times in text', async () => {
    const filter = { user_id: '1111111111' };
    const [event] = await deliver({
      event_uuid: '-6850472171600526495',
      filter,
      event_type: 'dm.received',
      tag: 'dm-inbound',
      payload: {
        direct_message_events: [
          {
            type: 'message_create',
            id: '2080765901528535096',
            created_timestamp: '1784928224372',
            message_create: {
              target: { recipient_id: '1111111111' },
              sender_id: '2222222222222222222',
              message_data: { text: 'Bonjour !', entities: { hashtags: [], symbols: [], user_mentions: [], urls: [] } },
            },
          },
        ],
        users: { '2222222222222222222': { data: { id: '2222222222222222222', username: 'lou', name: 'Lou' } } },
      },
    });
    expect(event).toMatchObject({
      type: 'message',
      externalId: '2080765901528535096',
      threadExternalId: '1111111111-2222222222222222222',
      author: { handle: 'lou', name: 'Lou' },
    });
    const post = world.sandbox.brandPosts('Bonjour');
    const payload = {
      id: '2090000000000000001',
      text: '@maisonparvis Beau post',
      author_id: '2222222222222222222',
      created_at: '2026-08-12T18:00:00.000Z',
      conversation_id: post,
      in_reply_to_tweet_id: post,
      in_reply_to_user_id: '1111111111',
      referenced_tweets: [{ type: 'replied_to', id: post }],
      edit_history_tweet_ids: ['2090000000000000001'],
      entities: {
        mentions: [{ start: 0, start_str: '0', end: 13, end_str: '13', username: 'maisonparvis', id: '1111111111' }],
      },
      public_metrics: { like_count: 0, like_count_str: '0', reply_count: 0, reply_count_str: '0' },
      reply_settings: 'everyone',
      display_text_range: [14, 23],
    };
    const includes = { users: [{ data: { id: '2222222222222222222', username: 'lou', name: 'Lou' } }], tweets: [] };
    const [reply] = await deliver({
      event_uuid: '3',
      filter,
      event_type: 'post.reply.create',
      tag: 'r',
      payload,
      includes,
    });
    expect(reply).toMatchObject({
      kind: 'comment',
      threadExternalId: post,
      text: 'Beau post',
      author: { handle: 'lou' },
      reference: { summoned: 'true' },
    });
  });

  test('a deletion by the brand and a revoked permission are reported', async () => {
    const filter = { user_id: '1111111111' };
    expect(
      await deliver({ filter, event_type: 'post.delete', payload: { id: '12', author_id: '1111111111' } }),
    ).toEqual([expect.objectContaining({ type: 'message_deleted', externalId: '12' })]);
    world.sandbox.revoke();
    const [delivery] = world.sandbox.takeDeliveries();
    const body = new TextDecoder().decode(delivery?.body);
    expect(x.webhook?.readAccountIds({ headers: {}, body })).toEqual(['1111111111']);
    expect(await read(body)).toEqual([{ type: 'access_revoked' }]);
  });

  test('an unused event brings nothing, and an unreadable delivery throws', async () => {
    const filter = { user_id: '1111111111' };
    expect(await deliver({ filter, event_type: 'chat.conversation.join', payload: { id: 'x' } })).toEqual([]);
    await expect(deliver({ filter, event_type: 'dm.received', payload: {} })).rejects.toThrow();
    await expect(deliver({ filter, event_type: 'chat.received', payload: {} })).rejects.toThrow();
    expect(() => x.webhook?.readAccountIds({ headers: {}, body: '{"data": [' })).toThrow();
    expect(() => x.webhook?.readAccountIds({ headers: {}, body: '{"data":{"event_type":"like.create"}}' })).toThrow(
      'names no account',
    );
  });
});

test('a signature covers the exact bytes, with the consumer secret', () => {
  const delivery = signed('{"data": {"text":"é"} }', world.app.webhookSecret);
  const verify = (request: typeof delivery) => x.webhook?.verify(request, world.app, new Date());
  expect(verify(delivery)).toBe('genuine');
  const same = JSON.stringify(JSON.parse(new TextDecoder().decode(delivery.body)));
  expect(verify({ ...delivery, body: new TextEncoder().encode(same) })).toBe('forged');
  expect(verify(signed('{}', world.app.clientSecret))).toBe('forged');
  const hex = delivery.headers['x-twitter-webhooks-signature']?.slice('sha256='.length) ?? '';
  expect(verify({ ...delivery, headers: { 'x-twitter-webhooks-signature': hex } })).toBe('forged');
});

test('a handshake without the secret set, or by POST, is not answered', () => {
  const asked = world.sandbox.handshake?.().request;
  if (!asked) throw new Error('the sandbox asks nothing');
  const answer = (request: typeof asked, app: AppSettings) => x.webhook && answerHandshake(x.webhook, request, app);
  expect(answer(asked, { options: {} })).toMatchObject({ kind: 'refused', why: 'no_secret' });
  expect(answer({ ...asked, method: 'POST' }, world.app)).toEqual({ kind: 'none' });
  expect(answer({ ...asked, query: {} }, world.app)).toEqual({ kind: 'none' });
});

describe('subscribing to X', () => {
  const url = 'https://parvis.example/api/webhooks/x';
  test('subscribing registers the address and the events, once', async () => {
    await x.webhook?.subscribe?.(world.channel, url);
    await x.webhook?.subscribe?.(world.channel, url);
    expect(world.sandbox.webhooks.webhooks.map((one) => one.url)).toEqual([url]);
    expect(world.sandbox.webhooks.subscriptions.map(({ event_type: type }) => type).toSorted()).toEqual([
      'chat.received',
      'dm.received',
      'dm.sent',
      'post.create',
      'post.delete',
      'post.mention.create',
      'post.quote.create',
      'post.reply.create',
    ]);
  });

  test('what is said to the account is subscribed with its own token, which must have the scope', async () => {
    const scope = 'tweet.read users.read';
    const bare = await startX({ scope });
    const outcomes = (await x.webhook?.subscribe?.(bare.channel, url)) ?? [];
    expect(outcomes.map(({ event, refusal }) => [event, refusal?.reason ?? null])).toEqual([
      ['post.mention.create', null],
      ['post.reply.create', null],
      ['post.quote.create', null],
      ['post.create', null],
      ['post.delete', null],
      ['dm.received', 'missing_permission'],
      ['dm.sent', 'missing_permission'],
      ['chat.received', 'missing_permission'],
    ]);
    await bare.stop();
  });

  test('one refused event keeps no other from being subscribed, and is asked for again', async () => {
    world.sandbox.withhold?.('post.reply.create');
    const subscribe = async () => (await x.webhook?.subscribe?.(world.channel, url)) ?? [];
    const refused = (await subscribe()).filter(({ refusal }) => refusal !== null);
    expect(refused).toMatchObject([
      {
        event: 'post.reply.create',
        refusal: { kind: 'refused', message: expect.stringContaining('post.reply.create') },
      },
    ]);
    const types = world.sandbox.webhooks.subscriptions.map(({ event_type: type }) => type);
    expect(types).toHaveLength(7);
    expect(types).not.toContain('post.reply.create');
    const before = world.calls.filter(
      ({ method, path }) => method === 'POST' && path.endsWith('/subscriptions'),
    ).length;
    await subscribe();
    const after = world.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/subscriptions')).length;
    expect(after - before).toBe(1);
  });

  test('subscribing asks the network to check an address again that it disabled', async () => {
    await x.webhook?.subscribe?.(world.channel, url);
    for (const one of world.sandbox.webhooks.webhooks) one.valid = false;
    await x.webhook?.subscribe?.(world.channel, url);
    expect(world.sandbox.webhooks.webhooks.map(({ valid }) => valid)).toEqual([true]);
  });

  test('without the consumer key, or with a wrong one, the app counts as not set up', async () => {
    const refused = { kind: 'refused', reason: 'app_not_set_up' };
    for (const consumer_key of ['', 'wrong']) {
      const channel = { ...world.channel, app: { ...world.app, options: { ...world.app.options, consumer_key } } };
      await expect(x.webhook?.subscribe?.(channel, url)).rejects.toMatchObject(refused);
    }
  });
});
