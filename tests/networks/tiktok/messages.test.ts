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

describe('reading TikTok messages', () => {
  test('a message request and the conversation that it becomes are one thread', async () => {
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

  test('unchanged conversations are not read again', async () => {
    writes('Bonjour');
    const { cursor } = await world.pull();
    world.calls.length = 0;
    expect((await world.pull(cursor)).messages).toEqual([]);
    expect(world.callsOf('business/message/conversation/list')).toBe(2);
    expect(world.callsOf('business/message/content/list')).toBe(0);
  });

  test('the 20 latest messages of a conversation are read', async () => {
    const written = Array.from({ length: 25 }, (_, number) =>
      writes(`Message ${number}`, { agoMs: (25 - number) * MINUTE_MS }),
    );
    const { messages } = await world.pull();
    expect(messages.map(({ externalId }) => externalId)).toEqual(written.slice(5));
  });

  test('a picture is reported with its address', async () => {
    const id = writes('', { imageUrl: 'https://example.org/colis.jpg' });
    expect(await world.find(id)).toMatchObject({
      attachments: [{ kind: 'image', url: expect.stringContaining('https://') }],
    });
  });
});

describe('answering TikTok messages', () => {
  test('a sent message is found with the same receipt', async () => {
    const message = await world.find(writes('Vous ouvrez quand ?'));
    const action = answer(message, 'À dix heures.');
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
    const receipt = await tiktok.perform(world.channel, action);
    expect(await tiktok.findPerformed(world.channel, action)).toEqual(receipt);
  });

  test('a message that the brand wrote in the app is not taken for ours', async () => {
    const message = await world.find(writes('Vous ouvrez quand ?'));
    const action = answer(message, 'À dix heures.');
    world.pass(1_000);
    const { threadExternalId: conversationId = '' } = message ?? {};
    world.sandbox.world.addMessage({ conversationId, author: 'brand', text: 'À dix heures.', source: 'APP' });
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
  });

  test('the outcome is unknown after so many messages that ours would no longer be listed', async () => {
    const message = await world.find(writes('Bonjour'));
    const action = answer(message, 'Bonjour');
    world.pass(1_000);
    for (let number = 0; number < 20; number += 1) writes(`Allô ${number}`);
    expect(await tiktok.findPerformed(world.channel, action)).toBe('unknown');
  });

  test('two days after the person’s last message three more are accepted, and no fourth', async () => {
    writes('Bonjour', { agoMs: 4 * DAY_MS });
    const message = await world.find(writes('Toujours là ?', { agoMs: 3 * DAY_MS }));
    for (const text of ['Un', 'Deux', 'Trois']) await tiktok.perform(world.channel, answer(message, text));
    await expect(tiktok.perform(world.channel, answer(message, 'Quatre'))).rejects.toMatchObject({
      kind: 'refused',
      reason: 'window_closed',
    });
  });

  test('a picture is sent alone, and refused together with a text', async () => {
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

  test('a message may have 6,000 characters', async () => {
    const message = await world.find(writes('Racontez'));
    await expect(tiktok.perform(world.channel, answer(message, 'é'.repeat(6_001)))).rejects.toMatchObject({
      reason: 'text_too_long',
    });
    expect(await tiktok.perform(world.channel, answer(message, 'é'.repeat(6_000)))).toHaveProperty('externalId');
  });

  test('a conversation can be marked as read', async () => {
    const message = await world.find(writes('Lu ?'));
    await tiktok.perform(world.channel, actionOn(tiktok, 'mark_read', message));
    expect([...world.sandbox.world.conversations.values()].map(({ isRead }) => isRead)).toEqual([true]);
  });

  test('an account of the EEA can answer comments, but not messages', async () => {
    const message = await world.find(writes('Bonjour'));
    world.channel.credentials = { ...world.channel.credentials, region: 'FR' };
    await expect(tiktok.perform(world.channel, answer(message, 'Bonjour'))).rejects.toMatchObject({
      reason: 'region_excluded',
    });
  });
});

describe('answering a TikTok comment in private', () => {
  const comment = (given: { under?: string; agoMs?: number } = {}) => {
    const under = given.under ?? world.sandbox.brandPosts('Bonjour');
    return world.sandbox.fanWrites({ kind: 'comment', text: 'Mon colis est perdu', fan: 'lea', ...given, under });
  };
  const privately = async (id: string) =>
    actionOn(tiktok, 'private_reply', await world.find(id), { text: 'Votre numéro ?' });

  test('a private answer is sent once and found again', async () => {
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

  test('a private answer to a reply, or after 48 hours, is refused', async () => {
    const top = comment();
    await expect(tiktok.perform(world.channel, await privately(comment({ under: top })))).rejects.toMatchObject({
      reason: 'top_level_only',
    });
    const old = comment({ agoMs: 49 * HOUR_MS });
    await expect(tiktok.perform(world.channel, await privately(old))).rejects.toMatchObject({
      reason: 'window_closed',
    });
  });

  test.each(['US', ''])('an account of %j cannot answer in private', async (region) => {
    const action = await privately(comment());
    world.channel.credentials = { ...world.channel.credentials, region };
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'region_excluded' });
  });
});
