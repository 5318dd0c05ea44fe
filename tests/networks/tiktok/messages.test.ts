import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { actionOn } from '../channel.ts';
import { aTikTok, DAY_MS, HOUR_MS, MINUTE_MS, type TikTok } from './world.ts';

let world: TikTok;
beforeEach(async () => {
  world = await aTikTok();
});
afterEach(() => world.stop());

const writes = (text: string, given: { fan?: string; imageUrl?: string; agoMs?: number } = {}) =>
  world.sandbox.fanWrites({ kind: 'message', text, fan: 'ana', ...given });
const answer = (message: Awaited<ReturnType<TikTok['find']>>, text: string) =>
  actionOn(tiktok, 'reply', message, { text });

describe('reading', () => {
  test('a request and the conversation that it becomes are one thread', async () => {
    const first = writes('Bonjour');
    const message = await world.find(first);
    expect(message).toMatchObject({ author: { externalId: 'u_ana', handle: 'ana', name: 'Ana' }, text: 'Bonjour' });
    const { cursor } = await world.pull();
    await tiktok.perform(world.channel, answer(message, 'Bonjour Ana'));
    world.pass(MINUTE_MS);
    const second = writes('Merci');
    const { messages } = await world.pull(cursor);
    expect(messages.map(({ text, direction }) => [text, direction])).toEqual([
      ['Bonjour Ana', 'outbound'],
      ['Merci', 'inbound'],
    ]);
    expect(messages[0]?.contactExternalId).toBe('u_ana');
    expect(messages.find(({ externalId }) => externalId === second)?.threadExternalId).toBe(message?.threadExternalId);
  });

  test('conversations in which nothing happened are not read again', async () => {
    writes('Bonjour');
    const { cursor } = await world.pull();
    world.calls.length = 0;
    expect((await world.pull(cursor)).messages).toEqual([]);
    expect(world.callsOf('business/message/conversation/list')).toBe(2);
    expect(world.callsOf('business/message/content/list')).toBe(0);
  });

  test('the network gives the 20 latest messages of a conversation', async () => {
    const written = Array.from({ length: 25 }, (_, number) =>
      writes(`Message ${number}`, { agoMs: (25 - number) * MINUTE_MS }),
    );
    const { messages } = await world.pull();
    expect(messages.map(({ externalId }) => externalId)).toEqual(written.slice(5));
  });

  test('a picture is told with where it can be had', async () => {
    const id = writes('', { imageUrl: 'https://example.org/colis.jpg' });
    expect(await world.find(id)).toMatchObject({
      attachments: [{ kind: 'image', url: expect.stringContaining('https://') }],
    });
  });
});

describe('answering', () => {
  test('the receipt is what is found when it is looked for', async () => {
    const message = await world.find(writes('Vous ouvrez quand ?'));
    const action = answer(message, 'À dix heures.');
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
    const receipt = await tiktok.perform(world.channel, action);
    expect(await tiktok.findPerformed(world.channel, action)).toEqual(receipt);
  });

  test('what the brand wrote itself in the app is not taken for ours', async () => {
    const message = await world.find(writes('Vous ouvrez quand ?'));
    const action = answer(message, 'À dix heures.');
    world.pass(1_000);
    const { threadExternalId: conversationId = '' } = message ?? {};
    world.sandbox.world.addMessage({ conversationId, author: 'brand', text: 'À dix heures.', source: 'APP' });
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
  });

  test('after so many words that ours would no longer be shown, it cannot be told', async () => {
    const message = await world.find(writes('Bonjour'));
    const action = answer(message, 'Bonjour');
    world.pass(1_000);
    for (let number = 0; number < 20; number += 1) writes(`Allô ${number}`);
    expect(await tiktok.findPerformed(world.channel, action)).toBe('unknown');
  });

  test('two days after the last word three more are taken, and no fourth', async () => {
    writes('Bonjour', { agoMs: 4 * DAY_MS });
    const message = await world.find(writes('Toujours là ?', { agoMs: 3 * DAY_MS }));
    for (const text of ['Un', 'Deux', 'Trois']) await tiktok.perform(world.channel, answer(message, text));
    await expect(tiktok.perform(world.channel, answer(message, 'Quatre'))).rejects.toMatchObject({
      kind: 'refused',
      reason: 'window_closed',
    });
  });

  test('a picture is sent as one, and not together with a text', async () => {
    const message = await world.find(writes('Une photo ?'));
    const picture = {
      bytes: new Uint8Array([1, 2, 3]),
      mimeType: 'image/png',
      altText: '',
      publicUrl: 'https://example.org/p',
    };
    const send = (text: string, given: Partial<typeof picture> = {}) =>
      tiktok.perform(
        world.channel,
        actionOn(tiktok, 'reply', message, { text, attachments: [{ ...picture, ...given }] }),
      );
    await expect(send('La voici')).rejects.toMatchObject({ reason: 'attachment_refused' });
    await expect(send('', { mimeType: 'image/gif' })).rejects.toMatchObject({ reason: 'attachment_refused' });
    await expect(send('', { bytes: new Uint8Array(3_000_001) })).rejects.toMatchObject({
      reason: 'attachment_refused',
    });
    const { externalId } = await send('');
    expect(world.sandbox.world.messages.find(({ id }) => id === externalId)?.mediaId).toMatch(/^m_/);
  });

  test('6,000 characters are the most', async () => {
    const message = await world.find(writes('Racontez'));
    await expect(tiktok.perform(world.channel, answer(message, 'é'.repeat(6_001)))).rejects.toMatchObject({
      reason: 'text_too_long',
    });
    expect(await tiktok.perform(world.channel, answer(message, 'é'.repeat(6_000)))).toHaveProperty('externalId');
  });

  test('a conversation is marked as read', async () => {
    const message = await world.find(writes('Lu ?'));
    await tiktok.perform(world.channel, actionOn(tiktok, 'mark_read', message));
    expect([...world.sandbox.world.conversations.values()].map(({ isRead }) => isRead)).toEqual([true]);
  });

  test('an account of the EEA answers nobody, in public it does', async () => {
    const message = await world.find(writes('Bonjour'));
    world.channel.credentials = { ...world.channel.credentials, region: 'FR' };
    await expect(tiktok.perform(world.channel, answer(message, 'Bonjour'))).rejects.toMatchObject({
      reason: 'region_excluded',
    });
  });
});

describe('answering a comment in private', () => {
  const comment = (given: { under?: string; agoMs?: number } = {}) => {
    const under = given.under ?? world.sandbox.brandPosts('Bonjour');
    return world.sandbox.fanWrites({ kind: 'comment', text: 'Mon colis est perdu', fan: 'lea', ...given, under });
  };
  const privately = async (id: string) =>
    actionOn(tiktok, 'private_reply', await world.find(id), { text: 'Votre numéro ?' });

  test('it is sent, found again, and goes out once', async () => {
    const id = comment();
    const action = await privately(id);
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
    const receipt = await tiktok.perform(world.channel, action);
    expect(world.sandbox.answersTo(id)).toEqual(['Votre numéro ?']);
    expect(await tiktok.findPerformed(world.channel, action)).toMatchObject({ externalId: receipt.externalId });
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({
      kind: 'refused',
      reason: 'window_closed',
    });
  });

  test('not to a reply, and not 48 hours later', async () => {
    const top = comment();
    await expect(tiktok.perform(world.channel, await privately(comment({ under: top })))).rejects.toMatchObject({
      reason: 'top_level_only',
    });
    const old = comment({ agoMs: 49 * HOUR_MS });
    await expect(tiktok.perform(world.channel, await privately(old))).rejects.toMatchObject({
      reason: 'window_closed',
    });
  });

  test.each(['US', ''])('not from an account of %j', async (region) => {
    const action = await privately(comment());
    world.channel.credentials = { ...world.channel.credentials, region };
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'region_excluded' });
  });
});
