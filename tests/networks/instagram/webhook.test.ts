import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { instagram } from '#lib/networks/instagram/connector.ts';
import type { InstagramCredentials } from '#lib/networks/instagram/credentials.ts';
import { createFacebookLoginSandbox, createSandbox } from '#sandbox/instagram/sandbox.ts';
import { startSandbox } from '../start-sandbox.ts';

const receivedAt = new Date('2026-11-02T10:00:00Z');

describe('deliveries of Instagram', () => {
  let world: Awaited<ReturnType<typeof startSandbox<InstagramCredentials>>>;
  let channel: Awaited<ReturnType<typeof world.connect>>;
  beforeEach(async () => {
    world = await startSandbox({ connector: instagram, createSandbox });
    channel = await world.connect();
    world.brandPosts('Bonjour');
  });
  afterEach(() => world.stop());
  const parse = async (payload: unknown) => {
    const parsed = await instagram.webhook?.parse(channel, { headers: {}, body: JSON.stringify(payload), receivedAt });
    return parsed ?? { events: [], posts: [] };
  };
  const entry = (rest: object) => ({
    object: 'instagram',
    entry: [{ id: world.sandbox.brand.externalId, time: 1786557600, ...rest }],
  });
  const told = async (of = { sandbox: world.sandbox, channel }) => {
    const all = [];
    for (const { headers, body } of of.sandbox.takeDeliveries()) {
      const parsed = await instagram.webhook?.parse(of.channel, {
        headers,
        body: new TextDecoder().decode(body),
        receivedAt,
      });
      all.push(...(parsed?.events ?? []));
    }
    return all;
  };
  const value = {
    id: '17890000000000001',
    from: { id: '554433221100', username: 'jo' },
    text: 'Le prix ?',
    media: { id: '17900000000000001' },
  };
  const talk = (said: object) =>
    entry({
      time: 1786557900123,
      messaging: [
        {
          sender: { id: '554433221100' },
          recipient: { id: world.sandbox.brand.externalId },
          timestamp: 1786557900000,
          ...said,
        },
      ],
    });

  test.each(['changes', 'flat'])('a comment is read from an entry with %s', async (shape) => {
    const change = { field: 'comments', value };
    const { events, posts } = await parse(entry(shape === 'flat' ? change : { changes: [change] }));
    expect(events).toMatchObject([
      { externalId: value.id, threadExternalId: value.media.id, createdAt: new Date(1786557600000) },
    ]);
    expect(posts).toMatchObject([{ externalId: value.media.id, isOwn: true }]);
  });

  test('a comment is read when its id is called comment_id', async () => {
    const { id, ...rest } = value;
    const { events } = await parse(entry({ changes: [{ field: 'comments', value: { ...rest, comment_id: id } }] }));
    expect(events).toMatchObject([{ externalId: id }]);
  });

  test('a comment on an ad and one in a broadcast are reported', async () => {
    const ad = {
      ...value,
      media: { id: '17900000000000002', media_product_type: 'AD', ad_id: '12020000', ad_title: 'Été' },
    };
    const live = { ...value, media: { id: '17900000000000003', media_product_type: 'LIVE' } };
    const { events, posts } = await parse(
      entry({
        changes: [
          { field: 'comments', value: ad },
          { field: 'live_comments', value: live },
        ],
      }),
    );
    expect(events).toMatchObject([{ variant: 'ad', reference: { adId: '12020000' } }, { variant: 'live' }]);
    expect(posts).toMatchObject([{ variant: 'ad', text: 'Été' }, { variant: 'live' }]);
  });

  test('a mention that Instagram Login may not read says so, with what the webhook told and a way to answer', async () => {
    const inComment = world.sandbox.fanWrites({ kind: 'mention', text: '@maison.parvis ?', variant: 'comment' });
    const untagged = world.sandbox.fanWrites({ kind: 'mention', text: 'Entre nous', variant: 'private', fan: 'max' });
    const tagged = world.sandbox.fanWrites({ kind: 'mention', text: 'Vu chez @maison.parvis', fan: 'ana' });
    const url = `https://www.instagram.com/${channel.account.handle}/`;
    const nothing = { text: '', variant: 'untold_to_connection', url };
    expect(await told()).toMatchObject([
      { externalId: inComment, ...nothing, reference: { commentId: inComment } },
      { externalId: untagged, ...nothing, author: { externalId: `unknown:${untagged}` } },
      // The list of tags may be read, and has this one.
      { externalId: tagged, text: 'Vu chez @maison.parvis', author: { handle: 'ana' } },
    ]);
  });

  test('with Facebook Login, a mention is read by its id; that of a private person says that nobody may', async () => {
    const other = await startSandbox({ connector: instagram, createSandbox: createFacebookLoginSandbox });
    onTestFinished(() => other.stop());
    const page = await other.connect();
    const open = other.sandbox.fanWrites({
      kind: 'mention',
      text: '@maison.parvis regarde',
      variant: 'comment',
      fan: 'ana',
    });
    const closed = other.sandbox.fanWrites({ kind: 'mention', text: 'Entre nous', variant: 'private', fan: 'max' });
    expect(await told({ sandbox: other.sandbox, channel: page })).toMatchObject([
      { externalId: open, text: '@maison.parvis regarde', author: { handle: 'ana' }, reference: { commentId: open } },
      { externalId: closed, text: '', variant: 'untold', reference: { mediaId: closed } },
    ]);
  });

  test('a message is reported with its edit and its deletion', async () => {
    const id = world.sandbox.fanWrites({ kind: 'message', text: 'Bonjuor', fan: 'ana' });
    expect(await told()).toMatchObject([{ externalId: id, text: 'Bonjuor', author: { handle: 'ana' } }]);
    world.fanEdits(id, 'Bonjour');
    expect(await told()).toMatchObject([{ externalId: id, text: 'Bonjour', editedAt: expect.any(Date) }]);
    world.fanDeletes(id);
    expect(await told()).toMatchObject([{ type: 'message_deleted', externalId: id }]);
  });

  test('a sender without a readable profile is shown by id', async () => {
    const { events } = await parse(talk({ message: { mid: 'aWdf1', text: 'Bonjour' } }));
    expect(events).toMatchObject([
      { externalId: 'aWdf1', author: { externalId: '554433221100' }, threadExternalId: '554433221100' },
    ]);
  });

  test('an answer to a story and a story mention are reported', async () => {
    const story = { url: 'https://lookaside.fbsbx.com/s', id: '18000000000000001' };
    const answer = await parse(talk({ message: { mid: 'm1', text: 'Beau', reply_to: { story } } }));
    const mention = await parse(
      talk({ message: { mid: 'm2', attachments: [{ type: 'story_mention', payload: { url: story.url } }] } }),
    );
    expect([...answer.events, ...mention.events]).toMatchObject([
      { variant: 'story_reply', attachments: [{ url: story.url, isEphemeral: true }] },
      { variant: 'story', attachments: [{ url: story.url, isEphemeral: true }] },
    ]);
  });

  test('a message that the account sent from another tool is its own', async () => {
    const echo = {
      sender: { id: world.sandbox.brand.externalId },
      recipient: { id: '554433221100' },
      message: { mid: 'm3', text: 'Nous', is_echo: true },
    };
    const { events } = await parse(entry({ messaging: [{ timestamp: 1786557900000, ...echo }] }));
    expect(events).toMatchObject([{ direction: 'outbound', contactExternalId: '554433221100' }]);
  });

  test.each([
    { reaction: { mid: 'm1', action: 'react', reaction: 'love', emoji: '❤' } },
    { read: { mid: 'm1' } },
    { message: { mid: 'm1', text: 'À moi-même', is_echo: true, is_self: true } },
  ])('the event %o is no message', async (said) => {
    expect((await parse(talk(said))).events).toEqual([]);
  });

  test('a delivery for another account brings nothing', async () => {
    const { events } = await parse({
      object: 'instagram',
      entry: [{ id: '17841499999999999', changes: [{ field: 'comments', value }] }],
    });
    expect(events).toEqual([]);
  });

  test.each([
    {
      create: createSandbox,
      permission: 'instagram_business_manage_messages',
      left: ['comments', 'live_comments', 'mentions'],
    },
    { create: createFacebookLoginSandbox, permission: 'pages_messaging', left: [] },
  ])('fields whose permission is missing are refused, and the others subscribed: $permission', async (given) => {
    const other = await startSandbox({ connector: instagram, createSandbox: given.create });
    const account = await other.connect();
    const subscribe = async () => (await instagram.webhook?.subscribe?.(account, 'https://parvis.example')) ?? [];
    expect((await subscribe()).filter(({ refusal }) => refusal !== null)).toEqual([]);
    other.sandbox.withhold?.(given.permission);
    const outcomes = await subscribe();
    expect(outcomes.filter(({ refusal }) => refusal === null).map(({ event }) => event)).toEqual(given.left);
    expect(outcomes.find(({ event }) => event === 'messages')?.refusal?.message).toContain(given.permission);
    await other.stop();
  });
});
