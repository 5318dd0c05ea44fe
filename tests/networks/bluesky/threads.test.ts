import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import type { Connector, InboundEvent, UnreadableEntry } from '#lib/networks/contract.ts';
import { actionOn, connectChannel, messagesIn, pullAll, type TestChannel } from '../channel.ts';
import { StandIn } from './stand-in/stand-in.ts';
import type { World } from './stand-in/world.ts';

let standIn: StandIn;
let world: World;
let bluesky: Connector<BlueskyCredentials>;
let channel: TestChannel<BlueskyCredentials>;
let brand: string;
let ana: string;
let ben: string;

beforeEach(async () => {
  standIn = await new StandIn().start();
  ({ world } = standIn);
  [brand, ana, ben] = [world.brand.did, world.account('ana').did, world.account('ben').did];
  bluesky = createBluesky({ allowPrivate: true, serviceUrl: standIn.url, timeoutMs: 2_000 });
  channel = await connectChannel(bluesky, { identifier: 'brand.test', password: standIn.password });
});

afterEach(async () => {
  await standIn.stop();
  expect(standIn.broken).toEqual([]);
});

const message = (events: InboundEvent[], uri: string) =>
  messagesIn(events).find(({ externalId }) => externalId === uri);

test('the brand’s reply from another tool is reported for the contact it answers', async () => {
  const post = world.post(brand, 'Bonjour');
  const asked = world.post(ana, 'Ouvert lundi ?', { parent: post.uri });
  const answer = world.post(brand, 'Oui !', { parent: asked.uri });
  const more = world.post(brand, 'Dès 8 h.', { parent: answer.uri });
  const aside = world.post(brand, 'Et bon week-end à tous', { parent: post.uri });
  const { events } = await pullAll(bluesky, channel);
  for (const uri of [answer.uri, more.uri]) {
    expect(message(events, uri)).toMatchObject({
      kind: 'comment',
      direction: 'outbound',
      contactExternalId: ana,
      threadExternalId: post.uri,
    });
  }
  expect(message(events, aside.uri)).toBeUndefined();
});

test('an exchange in another person’s thread is one mention', async () => {
  const root = world.post(ben, 'Quel bon pain chez eux');
  const named = world.post(ana, '@brand.test livre aussi ?', { parent: root.uri, mention: true });
  const answer = world.post(brand, 'Oui, en ville.', { parent: named.uri });
  const thanks = world.post(ana, 'Parfait', { parent: answer.uri });
  const stranger = world.post(ben, 'Bon à savoir', { parent: answer.uri });
  const { events } = await pullAll(bluesky, channel);
  for (const { uri } of [named, answer, thanks]) {
    expect(message(events, uri)).toMatchObject({
      kind: 'mention',
      threadExternalId: named.uri,
      postExternalId: root.uri,
    });
  }
  expect(message(events, stranger.uri)).toMatchObject({ kind: 'mention', threadExternalId: stranger.uri });
  expect(message(events, root.uri)).toBeUndefined();
  expect(events).toContainEqual({
    type: 'post',
    post: expect.objectContaining({ externalId: root.uri, isOwn: false }),
  });
});

test('a nested reply without a notification is found in its thread', async () => {
  const post = world.post(brand, 'Bonjour');
  let parent = post.uri;
  for (let depth = 0; depth < 15; depth += 1) parent = world.post(depth % 2 ? ana : ben, `${depth}`, { parent }).uri;
  // The network notifies an account only of the first levels of replies.
  standIn.fail(/listNotifications/, { kind: 'answer', status: 200, body: '{"notifications": []}' });
  const { events } = await pullAll(bluesky, channel);
  expect(messagesIn(events)).toHaveLength(15);
  expect(message(events, parent)).toMatchObject({ kind: 'comment', threadExternalId: post.uri });
});

test('a reply that was hidden or shown elsewhere is reported', async () => {
  const post = world.post(brand, 'Bonjour');
  const rude = world.post(ana, 'Bof', { parent: post.uri });
  const gate = (hiddenReplies: string[]) => {
    const record = { post: post.uri, createdAt: world.time(), hiddenReplies };
    world.put(brand, 'app.bsky.feed.threadgate', record, { rkey: post.uri.split('/').at(-1) ?? '' });
  };
  gate([rude.uri]);
  const first = await pullAll(bluesky, channel);
  expect(first.events).toContainEqual({ type: 'message_hidden', externalId: rude.uri, hidden: true });
  gate([]);
  channel.advance(10 * 60_000);
  const second = await pullAll(bluesky, channel, first.cursor);
  expect(second.events).toContainEqual({ type: 'message_hidden', externalId: rude.uri, hidden: false });
});

test('posts from before a block do not count as deleted, and cannot be answered', async () => {
  const post = world.post(brand, 'Bonjour');
  const rude = world.post(ana, 'Bof', { parent: post.uri });
  const first = await pullAll(bluesky, channel);
  world.unseen.add(ana);
  channel.advance(2 * 3_600_000);
  const { events } = await pullAll(bluesky, channel, first.cursor);
  expect(events.filter(({ type }) => type === 'message_deleted')).toEqual([]);
  const reply = actionOn(bluesky, 'reply', message(first.events, rude.uri), { text: 'Dommage' });
  await expect(bluesky.perform(channel, reply)).rejects.toMatchObject({ kind: 'refused', reason: 'blocked' });
});

test('posts that answer each other in a circle, or are malformed, do not stop a pull', async () => {
  const post = world.post(brand, 'Bonjour');
  const one = world.post(ana, 'Un', { parent: post.uri });
  const other = world.post(brand, 'Deux', { parent: one.uri });
  const root = { uri: post.uri, cid: post.cid };
  one.value.reply = { root, parent: { uri: other.uri, cid: other.cid } };
  const broken = world.post(ben, 'Trois', { parent: post.uri });
  broken.value.createdAt = 'yesterday';
  const nothing = world.post(ben, 'Quatre', { parent: post.uri });
  nothing.value.text = 4;
  const aside: UnreadableEntry[] = [];
  channel.reportUnreadable = async (_list, entries) => void aside.push(...entries);
  const { events } = await pullAll(bluesky, channel);
  expect(message(events, one.uri)).toMatchObject({ text: 'Un' });
  expect(message(events, broken.uri)?.createdAt.getTime()).toBe(Date.parse(broken.indexedAt));
  expect(message(events, nothing.uri)).toBeUndefined();
  expect(new Set(aside.map(({ id }) => id))).toEqual(new Set([nothing.uri]));
});

test('two simultaneous hides both take effect, and who may reply stays the same', async () => {
  const post = world.post(brand, 'Bonjour');
  const [one, other] = [world.post(ana, 'Bof', { parent: post.uri }), world.post(ben, 'Nul', { parent: post.uri })];
  const { events } = await pullAll(bluesky, channel);
  const rkey = post.uri.split('/').at(-1) ?? '';
  const allow = [{ $type: 'app.bsky.feed.threadgate#followerRule' }];
  const gate = { post: post.uri, createdAt: world.time(), allow, hiddenReplies: [other.uri] };
  standIn.fail(/putRecord/, {
    kind: 'meanwhile',
    act: () => void world.put(brand, 'app.bsky.feed.threadgate', gate, { rkey }),
  });
  await bluesky.perform(channel, actionOn(bluesky, 'hide', message(events, one.uri)));
  const written = world.records.get(`at://${brand}/app.bsky.feed.threadgate/${rkey}`);
  expect(written?.value).toMatchObject({ allow, hiddenReplies: [other.uri, one.uri] });
});

test('hiding the 301st reply of a thread is refused', async () => {
  const post = world.post(brand, 'Bonjour');
  const rude = world.post(ana, 'Bof', { parent: post.uri });
  const { events } = await pullAll(bluesky, channel);
  const hiddenReplies = Array.from({ length: 300 }, (_, number) => `at://${ben}/app.bsky.feed.post/${number}`);
  const gate = { post: post.uri, createdAt: world.time(), hiddenReplies };
  world.put(brand, 'app.bsky.feed.threadgate', gate, { rkey: post.uri.split('/').at(-1) ?? '' });
  const hide = actionOn(bluesky, 'hide', message(events, rude.uri));
  await expect(bluesky.perform(channel, hide)).rejects.toMatchObject({ kind: 'refused', reason: 'too_many_hidden' });
});

test('pictures that the network would refuse are refused before they are sent', async () => {
  const post = world.post(brand, 'Bonjour');
  const asked = world.post(ana, 'Une photo ?', { parent: post.uri });
  const { events } = await pullAll(bluesky, channel);
  const picture = { bytes: new Uint8Array(10), mimeType: 'image/png', altText: 'Une brioche', publicUrl: '' };
  const reply = (...attachments: (typeof picture)[]) =>
    bluesky.perform(channel, actionOn(bluesky, 'reply', message(events, asked.uri), { text: 'Voici', attachments }));
  const refused = { kind: 'refused', reason: 'attachment_refused' };
  await expect(reply(...Array.from({ length: 5 }, () => picture))).rejects.toMatchObject(refused);
  await expect(reply({ ...picture, bytes: new Uint8Array(2_000_001) })).rejects.toMatchObject(refused);
  await expect(reply({ ...picture, mimeType: 'image/svg+xml' })).rejects.toMatchObject(refused);
  expect(world.blobs.size).toBe(0);
  await reply(picture, picture, picture, picture);
});

test('rechecks pause when few calls are left', async () => {
  world.post(brand, 'Bonjour');
  standIn.headers = { 'ratelimit-limit': '3000', 'ratelimit-remaining': '100' };
  await pullAll(bluesky, channel);
  expect(standIn.calls).not.toContain('app.bsky.feed.getPostThread');
});
