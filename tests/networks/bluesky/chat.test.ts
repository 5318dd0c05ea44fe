import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBluesky } from '#lib/networks/bluesky/connector.ts';
import type { BlueskyCredentials } from '#lib/networks/bluesky/credentials.ts';
import type { Connector, PullPage } from '#lib/networks/contract.ts';
import { actionOn, connectChannel, messagesIn, pullAll, type TestChannel } from '../channel.ts';
import { StandIn } from './stand-in/stand-in.ts';

let standIn: StandIn;
let bluesky: Connector<BlueskyCredentials>;
let channel: TestChannel<BlueskyCredentials>;

beforeEach(async () => {
  standIn = await new StandIn().start();
  bluesky = createBluesky({ allowPrivate: true, serviceUrl: standIn.url, timeoutMs: 2_000 });
  channel = await connectChannel(bluesky, { identifier: 'brand.test', password: standIn.password });
});

afterEach(async () => {
  await standIn.stop();
  expect(standIn.broken).toEqual([]);
});

const { stringify, parse } = JSON;
const sentTexts = () =>
  standIn.world.convos.get('convo-ana')?.messages.filter(({ did }) => did === standIn.world.brand.did);
const aMessage = async (text = 'Bonjour, ma commande ?') => {
  standIn.world.say('ana', text);
  const { events, cursor } = await pullAll(bluesky, channel);
  return { message: messagesIn(events).at(-1), cursor };
};

async function pages(cursor: unknown): Promise<{ pages: PullPage[]; cursor: unknown }> {
  const read: PullPage[] = [];
  for await (const page of bluesky.pull(channel, cursor)) read.push(page);
  return { pages: read, cursor: parse(stringify(read.at(-1)?.cursor ?? cursor)) };
}

test('a conversation’s history is read first, then its changes', async () => {
  for (let number = 0; number < 130; number += 1) standIn.world.say('ana', `Message ${number}`);
  standIn.world.say('ana', 'Nous regardons.', standIn.world.brand.did);
  const first = await pullAll(bluesky, channel);
  const messages = messagesIn(first.events);
  expect(messages).toHaveLength(131);
  expect(messages[0]).toMatchObject({
    kind: 'message',
    direction: 'inbound',
    threadExternalId: 'convo-ana',
    text: 'Message 0',
    author: { handle: 'ana.test' },
  });
  const ana = messages[0]?.author.externalId;
  expect(messages[130]).toMatchObject({ direction: 'outbound', text: 'Nous regardons.', contactExternalId: ana });

  standIn.world.say('ana', 'Merci');
  const second = await pullAll(bluesky, channel, first.cursor);
  expect(messagesIn(second.events).map(({ text }) => text)).toEqual(['Merci']);
  expect(messagesIn((await pullAll(bluesky, channel, second.cursor)).events)).toEqual([]);
});

test('a message that its author deletes is reported as deleted', async () => {
  const { message, cursor } = await aMessage();
  standIn.world.unsay('ana', message?.externalId.split('/')[1] ?? '');
  const { events } = await pullAll(bluesky, channel, cursor);
  expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: message?.externalId }));
});

test('a feed position that the service has forgotten is replaced, and no message is missed', async () => {
  const { cursor } = await aMessage('Avant');
  standIn.world.log.splice(0);
  standIn.world.say('ana', 'Pendant');
  standIn.world.log.splice(0);
  const { events } = await pullAll(bluesky, channel, cursor);
  expect(messagesIn(events).map(({ text }) => text)).toEqual(['Avant', 'Pendant']);
});

test('a reply is sent into the conversation, with its links', async () => {
  const { message } = await aMessage();
  const action = actionOn(bluesky, 'reply', message, { text: 'Suivez-la ici : https://brioche.example/suivi' });
  const receipt = await bluesky.perform(channel, action);
  expect(sentTexts()?.map(({ text }) => text)).toEqual([action.text]);
  expect(receipt.externalId).toBe(`convo-ana/${sentTexts()?.[0]?.id}`);
});

test.each(['before', 'after'] as const)(
  'a reply cut off %s it was sent is looked for, then stands once',
  async (when) => {
    const { message } = await aMessage();
    const action = actionOn(bluesky, 'reply', message, { text: 'Elle part demain.', requestedAt: new Date() });
    standIn.fail(/sendMessage/, { kind: 'cut', when });
    await expect(bluesky.perform(channel, action)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    const found = await bluesky.findPerformed(channel, action);
    expect(found === null).toBe(when === 'before');
    if (found === null) await bluesky.perform(channel, action);
    expect(sentTexts()).toHaveLength(1);
  },
);

test('a message with the same text just before the reply was requested leaves the outcome unknown', async () => {
  const { message } = await aMessage();
  standIn.world.say('ana', 'Merci !', standIn.world.brand.did);
  const action = actionOn(bluesky, 'reply', message, { text: 'Merci !', requestedAt: new Date(Date.now() + 10_000) });
  expect(await bluesky.findPerformed(channel, action)).toBe('unknown');
});

test('a message with the same text long before the reply was requested proves nothing', async () => {
  const { message } = await aMessage();
  standIn.world.say('ana', 'Merci !', standIn.world.brand.did);
  const action = actionOn(bluesky, 'reply', message, { text: 'Merci !', requestedAt: new Date(Date.now() + 120_000) });
  expect(await bluesky.findPerformed(channel, action)).toBeNull();
});

test('a conversation is marked as read up to a message', async () => {
  const { message } = await aMessage();
  await bluesky.perform(channel, actionOn(bluesky, 'mark_read', message));
  expect(standIn.world.convos.get('convo-ana')?.readUpTo).toBe(message?.externalId.split('/')[1]);
});

test('content that a direct message cannot carry is refused before it is sent', async () => {
  const { message } = await aMessage();
  const image = { bytes: new Uint8Array(8), mimeType: 'image/png', altText: '', publicUrl: '' };
  const withImage = actionOn(bluesky, 'reply', message, { text: 'Voici', attachments: [image] });
  const tooLong = actionOn(bluesky, 'reply', message, { text: 'é'.repeat(1_001) });
  await expect(bluesky.perform(channel, withImage)).rejects.toMatchObject({ reason: 'attachment_refused' });
  await expect(bluesky.perform(channel, tooLong)).rejects.toMatchObject({ reason: 'text_too_long' });
  await expect(bluesky.perform(channel, actionOn(bluesky, 'like', message))).rejects.toMatchObject({
    reason: 'not_offered',
  });
  expect(sentTexts()).toEqual([]);
});

test.each([
  ['forbidden', 'missing_permission'],
  ['missing', 'not_offered'],
] as const)(
  'direct messages that are %s are reported as unreadable once, and read when they become available',
  async (chat, reason) => {
    standIn.chat = chat;
    const first = await pages(null);
    expect(first.pages.map(({ unreadableKinds }) => unreadableKinds).filter(Boolean)).toEqual([{ message: reason }]);
    const second = await pages(first.cursor);
    expect(second.pages.some(({ unreadableKinds }) => unreadableKinds)).toBe(false);

    standIn.chat = 'allowed';
    standIn.world.say('ana', 'Enfin');
    channel.advance(25 * 3_600_000);
    const third = await pages(second.cursor);
    expect(third.pages.map(({ unreadableKinds }) => unreadableKinds).filter(Boolean)).toEqual([{}]);
    expect(messagesIn(third.pages.flatMap(({ events }) => events)).map(({ text }) => text)).toEqual(['Enfin']);
  },
);

test('an unreachable direct-message service does not stop the reading of posts', async () => {
  const post = standIn.world.post(standIn.world.brand.did, 'Bonjour');
  const comment = standIn.world.post(standIn.world.account('ana').did, 'Salut', { parent: post.uri });
  standIn.fail(/getLog/, { kind: 'answer', status: 502, body: '' });
  const { pages: read } = await pages(null);
  expect(messagesIn(read.flatMap(({ events }) => events)).map(({ externalId }) => externalId)).toEqual([comment.uri]);
  expect(read.map(({ unreadableKinds }) => unreadableKinds).filter(Boolean)).toEqual([{ message: 'unreachable' }]);
});
