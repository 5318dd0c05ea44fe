import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import { actionOn, connectChannel, messagesIn, pullAll, type TestChannel } from '../channel.ts';
import type { Fan } from './fan.ts';
import { type BlueskyNetwork, startBlueskyNetwork } from './start-network.ts';
import { ownerUrl } from '#tests/support/owner-database.ts';

const withFacets = z.object({
  post: z.object({
    record: z.object({
      facets: z.array(z.object({ index: z.object({ byteStart: z.number(), byteEnd: z.number() }) })),
    }),
  }),
});
const bluesky = createBluesky({ allowPrivate: true, serviceUrl: '' });
let network: BlueskyNetwork;
let brand: Fan;
let ana: Fan;
let ben: Fan;
let channel: TestChannel<BlueskyCredentials>;

beforeAll(async () => {
  network = await startBlueskyNetwork({ postgresUrl: ownerUrl() });
  brand = await network.createAccount({ handle: 'brand.test' });
  ana = await network.createAccount({ handle: 'ana.test' });
  ben = await network.createAccount({ handle: 'ben.test' });
  await brand.setProfile({ displayName: 'Brioche & Cie' });
  await network.flush();
  const password = await brand.createAppPassword('inbox');
  channel = await connectChannel(bluesky, { identifier: '@Brand.test', password, service: network.serviceUrl });
});

afterAll(async () => {
  await network?.stop();
});

test('the channel has the account’s name and handle', () => {
  expect(channel.account).toMatchObject({ externalId: brand.did, handle: 'brand.test', name: 'Brioche & Cie' });
});

test('a wrong password is refused with the network’s reason', async () => {
  const input = { identifier: 'brand.test', password: 'not-the-password', service: network.serviceUrl };
  await expect(
    bluesky.connect(input, { app: { options: {} }, signal: AbortSignal.timeout(10_000), now: () => new Date() }),
  ).rejects.toMatchObject({
    kind: 'unauthorized',
    reason: 'bad_credentials',
  });
});

test('replies, nested replies, mentions and quotes are reported with the post they belong to', async () => {
  const post = await brand.post('Notre brioche est de retour !');
  await network.flush(); // it announces an answer only when it has seen what is answered
  const asked = await ana.reply(post.uri, 'Où la trouver ?');
  await network.flush();
  await network.flush();
  const nested = await ben.reply(asked.uri, 'À la boulangerie du port.');
  const quote = await ben.quote(post.uri, 'Enfin !');
  const mention = await ana.post('Coucou @brand.test, vous livrez ?');
  await ana.repost(post.uri);
  await network.flush();

  const { events, cursor } = await pullAll(bluesky, channel);
  const byUri = new Map(messagesIn(events).map((message) => [message.externalId, message]));
  expect([...byUri.keys()].sort()).toEqual([asked.uri, nested.uri, quote.uri, mention.uri].sort());
  expect(byUri.get(asked.uri)).toMatchObject({
    kind: 'comment',
    direction: 'inbound',
    threadExternalId: post.uri,
    postExternalId: post.uri,
    text: 'Où la trouver ?',
    author: { externalId: ana.did, handle: 'ana.test' },
  });
  expect(byUri.get(nested.uri)).toMatchObject({
    kind: 'comment',
    threadExternalId: post.uri,
    parentExternalId: asked.uri,
  });
  expect(byUri.get(quote.uri)).toMatchObject({ kind: 'mention', variant: 'quote', postExternalId: post.uri });
  expect(byUri.get(mention.uri)).toMatchObject({ kind: 'mention', variant: 'tag', threadExternalId: mention.uri });
  const posts = events.filter((event) => event.type === 'post').map((event) => event.post);
  expect(posts.find(({ externalId }) => externalId === post.uri)).toMatchObject({
    isOwn: true,
    text: 'Notre brioche est de retour !',
    counts: { replies: 1, reposts: 1, quotes: 1 },
  });
  expect(await bluesky.reportedCounts(channel, [post.uri])).toEqual(new Map([[post.uri, 2]]));
  expect(messagesIn((await pullAll(bluesky, channel, cursor)).events)).toEqual([]);
});

test('a reply is on the network once, with its links, however often it is sent', async () => {
  const post = await brand.post('Qui veut un croissant ?');
  await network.flush();
  const asked = await ana.reply(post.uri, 'Moi !');
  await network.flush();
  const { events } = await pullAll(bluesky, channel);
  const message = messagesIn(events).find(({ externalId }) => externalId === asked.uri);
  const text = 'Voilà 🥐 @ana.test : https://brioche.example/croissants #été';
  const action = actionOn(bluesky, 'reply', message, { text, languages: ['fr'] });

  expect(await bluesky.findPerformed(channel, action)).toBeNull();
  const receipt = await bluesky.perform(channel, action);
  expect(await bluesky.perform(channel, action)).toEqual(receipt);
  expect(await bluesky.findPerformed(channel, action)).toEqual(receipt);
  await network.flush();

  const thread = await ana.agent.getPostThread({ uri: asked.uri });
  const replies = 'replies' in thread.data.thread ? (thread.data.thread.replies ?? []) : [];
  expect(replies).toHaveLength(1);
  expect(replies[0]).toMatchObject({ post: { uri: receipt.externalId, record: { text, langs: ['fr'] } } });
  const bytes = Buffer.from(text);
  const [written] = z.array(withFacets).parse(replies);
  const marked = written?.post.record.facets.map(({ index }) =>
    bytes.subarray(index.byteStart, index.byteEnd).toString(),
  );
  expect(marked).toEqual(['@ana.test', 'https://brioche.example/croissants', '#été']);
});

test('a picture is published with its description', async () => {
  const mention = await ana.post('@brand.test une photo ?');
  await network.flush();
  const { events } = await pullAll(bluesky, channel);
  const message = messagesIn(events).find(({ externalId }) => externalId === mention.uri);
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const image = {
    bytes: new Uint8Array(bytes),
    mimeType: 'image/png',
    altText: 'Une brioche',
    width: 1,
    height: 1,
    publicUrl: '',
  };
  const receipt = await bluesky.perform(
    channel,
    actionOn(bluesky, 'reply', message, { text: 'La voici', attachments: [image] }),
  );
  await network.flush();
  const { data } = await ana.agent.getPosts({ uris: [receipt.externalId ?? ''] });
  expect(data.posts[0]?.embed).toMatchObject({
    images: [{ alt: 'Une brioche', aspectRatio: { width: 1, height: 1 } }],
  });

  const again = await pullAll(bluesky, channel);
  expect(messagesIn(again.events).find(({ externalId }) => externalId === receipt.externalId)).toMatchObject({
    direction: 'outbound',
    kind: 'mention',
    threadExternalId: mention.uri,
    contactExternalId: ana.did,
    attachments: [{ kind: 'image', altText: 'Une brioche', width: 1, height: 1 }],
  });
});

test('fans see that a reply is hidden and shown again, and two simultaneous hides both take effect', async () => {
  const post = await brand.post('Vos avis ?');
  await network.flush();
  const rude = await ana.reply(post.uri, 'Bof.');
  const ruder = await ben.reply(post.uri, 'Nul.');
  await network.flush();
  const { events } = await pullAll(bluesky, channel);
  const [one, other] = [rude, ruder].map(({ uri }) => messagesIn(events).find(({ externalId }) => externalId === uri));
  await Promise.all([one, other].map((message) => bluesky.perform(channel, actionOn(bluesky, 'hide', message))));
  await network.flush();
  expect(await ana.isHidden(rude.uri)).toBe(true);
  expect(await ana.isHidden(ruder.uri)).toBe(true);
  await bluesky.perform(channel, actionOn(bluesky, 'unhide', one));
  await network.flush();
  expect(await ana.isHidden(rude.uri)).toBe(false);
  expect(await bluesky.findPerformed(channel, actionOn(bluesky, 'hide', other))).toEqual({});
  expect(await bluesky.findPerformed(channel, actionOn(bluesky, 'hide', one))).toBeNull();
});

test('likes, mutes and blocks of the brand can be undone', async () => {
  const mention = await ben.post('@brand.test salut');
  await network.flush();
  const { events } = await pullAll(bluesky, channel);
  const message = messagesIn(events).find(({ externalId }) => externalId === mention.uri);
  for (const [kind, back] of [
    ['like', 'unlike'],
    ['mute', 'unmute'],
    ['block', 'unblock'],
  ] as const) {
    const action = actionOn(bluesky, kind, message);
    const { undo } = await bluesky.perform(channel, action);
    await network.flush();
    expect(await bluesky.findPerformed(channel, action), kind).not.toBeNull();
    await bluesky.perform(channel, actionOn(bluesky, back, message, { undo }));
    await network.flush();
    expect(await bluesky.findPerformed(channel, action), back).toBeNull();
  }
});

test('a deleted message is reported, and a reply to it throws gone', async () => {
  const mention = await ana.post('@brand.test oups');
  await network.flush();
  const first = await pullAll(bluesky, channel);
  const message = messagesIn(first.events).find(({ externalId }) => externalId === mention.uri);
  await ana.delete(mention.uri);
  await network.flush();
  const reply = actionOn(bluesky, 'reply', message, { text: 'Pardon ?' });
  await expect(bluesky.perform(channel, reply)).rejects.toMatchObject({ kind: 'gone' });
  channel.advance(10 * 60_000);
  const { events } = await pullAll(bluesky, channel, first.cursor);
  expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: mention.uri }));
});

test('expired tokens are renewed during a pull, once for all callers, and stored', async () => {
  channel.credentials = { ...channel.credentials, accessJwt: 'no.longer.valid' };
  const stored = channel.saved.length;
  await Promise.all([pullAll(bluesky, channel), pullAll(bluesky, channel), pullAll(bluesky, channel)]);
  expect(channel.saved.length).toBe(stored + 1);
  expect(channel.credentials.accessJwt).not.toBe('no.longer.valid');
});

test('a server without direct messages is reported once', async () => {
  const said: unknown[] = [];
  let cursor: unknown = null;
  for (let turn = 0; turn < 2; turn += 1) {
    for await (const page of bluesky.pull(channel, cursor)) {
      cursor = page.cursor;
      if (page.unreadableKinds) said.push(page.unreadableKinds);
    }
  }
  expect(said).toHaveLength(1);
});
