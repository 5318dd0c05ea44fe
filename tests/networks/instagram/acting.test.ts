import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ItemFacts } from '#lib/networks/contract.ts';
import { instagram } from '#lib/networks/instagram/connector.ts';
import type { InstagramCredentials } from '#lib/networks/instagram/credentials.ts';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import { createFacebookLoginSandbox, createSandbox } from '#sandbox/instagram/sandbox.ts';
import { actionOn, messagesIn, pullAll } from '../channel.ts';
import { startSandbox } from '../start-sandbox.ts';

const DAY_MS = 24 * 3_600_000;
type World = Awaited<ReturnType<typeof startSandbox<InstagramCredentials>>>;

describe('actions on Instagram', () => {
  let world: World;
  let channel: Awaited<ReturnType<World['connect']>>;
  const open = async (create: typeof createSandbox) => {
    world = await startSandbox({ connector: instagram, createSandbox: create });
    channel = await world.connect();
  };
  beforeEach(() => open(createSandbox));
  afterEach(() => world.stop());
  const heard = async (words: Parameters<World['sandbox']['fanWrites']>[0]) => {
    const id = world.sandbox.fanWrites(words);
    return messagesIn((await pullAll(instagram, channel)).events).find(({ externalId }) => externalId === id);
  };
  const aMessage = (agoMs = 0) => heard({ kind: 'message', text: 'Bonjour', fan: 'ana', agoMs });
  const image = {
    bytes: new Uint8Array(9),
    mimeType: 'image/png',
    altText: '',
    publicUrl: 'https://parvis.example/p.png',
  };

  test('after a day an answer is sent as a human agent’s, and after a week it is refused', async () => {
    const late = await aMessage(2 * DAY_MS);
    const answer = (as: string) =>
      instagram.perform(channel, actionOn(instagram, 'reply', late, { text: `En ${as}`, as }));
    await expect(answer('response')).rejects.toMatchObject({ kind: 'refused', reason: 'window_closed' });
    expect((await answer('human_agent')).externalId).toBeTruthy();
    const older = await heard({ kind: 'message', text: 'Vieux', fan: 'old', agoMs: 8 * DAY_MS });
    const action = actionOn(instagram, 'reply', older, { text: 'Trop tard', as: 'human_agent' });
    await expect(instagram.perform(channel, action)).rejects.toMatchObject({ reason: 'window_closed' });
  });

  test('a direct message is measured in bytes', async () => {
    const message = await aMessage();
    const send = (text: string) =>
      instagram.perform(channel, actionOn(instagram, 'reply', message, { text, as: 'response' }));
    await expect(send('é'.repeat(501))).rejects.toMatchObject({ reason: 'text_too_long' });
    expect((await send('é'.repeat(500))).externalId).toBeTruthy();
  });

  test('a picture with a text is sent as two messages, and a second attempt sends only the missing one', async () => {
    const message = await aMessage();
    const action = actionOn(instagram, 'reply', message, { text: 'La voici', as: 'response', attachments: [image] });
    world.fail('write', { kind: 'cut', when: 'after' });
    await expect(instagram.perform(channel, action)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    expect(await instagram.findPerformed(channel, action)).toBeNull();
    await instagram.perform(channel, action);
    expect(world.answersTo(message?.externalId ?? '')).toEqual(['', 'La voici']);
    expect(await instagram.findPerformed(channel, action)).not.toBeNull();
  });

  test('a picture that another answer sent is not taken for this one’s', async () => {
    const message = await aMessage();
    const picture = (given: Parameters<typeof actionOn>[3]) =>
      actionOn(instagram, 'reply', message, { as: 'response', attachments: [image], ...given });
    const first = picture({ text: 'La première' });
    await instagram.perform(channel, first);
    const left = Object.values(first.progress);
    expect(left).toHaveLength(1);
    const second = picture({ text: 'La seconde', belongsToOtherAction: (id) => Promise.resolve(left.includes(id)) });
    await instagram.perform(channel, second);
    expect(world.answersTo(message?.externalId ?? '')).toEqual(['', 'La première', '', 'La seconde']);
  });

  test('parts that were stored as sent are not sent again, whatever the conversation shows', async () => {
    const message = await aMessage();
    const action = actionOn(instagram, 'reply', message, { text: 'La voici', as: 'response', attachments: [image] });
    await instagram.perform(channel, action);
    const later = { ...action, requestedAt: new Date(Date.now() + DAY_MS) };
    const again = await instagram.perform(channel, later);
    expect(world.answersTo(message?.externalId ?? '')).toEqual(['', 'La voici', 'La voici']);
    expect(again.externalId).toBeTruthy();
  });

  test('a private answer is sent once', async () => {
    const post = world.brandPosts('Soldes');
    const comment = await heard({ kind: 'comment', text: 'Mon colis ?', fan: 'ana', under: post });
    const action = actionOn(instagram, 'private_reply', comment, { text: 'Votre numéro ?' });
    expect(await instagram.findPerformed(channel, action)).toBeNull();
    const { externalId } = await instagram.perform(channel, action);
    expect(await instagram.findPerformed(channel, action)).toEqual({ externalId });
    await expect(instagram.perform(channel, action)).rejects.toMatchObject({ reason: 'already_used' });
  });

  test('a mention can be answered, and the answer cannot be read back', async () => {
    const mention = await heard({ kind: 'mention', text: 'Chez @maison.parvis' });
    const action = actionOn(instagram, 'reply', mention, { text: 'Merci !' });
    expect((await instagram.perform(channel, action)).externalId).toBeTruthy();
    expect(world.answersTo(mention?.externalId ?? '')).toEqual(['Merci !']);
    expect(await instagram.findPerformed(channel, action)).toBe('unknown');
  });

  test('a conversation can be marked as read', async () => {
    const message = await aMessage();
    await instagram.perform(channel, actionOn(instagram, 'mark_read', message));
    expect(world.sandbox.publicPage()).toContain('seen');
  });

  test('a person can be blocked through the Page, where there is a conversation', async () => {
    const refused = instagram.perform(channel, actionOn(instagram, 'block', await aMessage()));
    await expect(refused).rejects.toMatchObject({ reason: 'tier_needed' });
    await world.stop();
    await open(createFacebookLoginSandbox);
    const post = world.brandPosts('Bonjour');
    const stranger = await heard({ kind: 'comment', text: 'Bof', fan: 'max', under: post });
    await expect(instagram.perform(channel, actionOn(instagram, 'block', stranger))).rejects.toMatchObject({
      reason: 'no_conversation',
    });
    const message = await aMessage();
    await instagram.perform(channel, actionOn(instagram, 'block', message));
    expect(world.isSet('block', message?.externalId ?? '')).toBe(true);
    await instagram.perform(channel, actionOn(instagram, 'unblock', message));
    expect(world.isSet('block', message?.externalId ?? '')).toBe(false);
  });

  test('the allowed actions on Instagram follow the account, the message and the time', () => {
    const at = new Date('2026-11-02T10:00:00Z');
    const facts = (kind: ItemFacts['kind'], rest: Partial<ItemFacts['message']> = {}): ItemFacts => ({
      kind,
      variant: null,
      isOwnPost: true,
      lastInboundAt: at,
      repliedAt: [],
      message: {
        externalId: '1',
        direction: 'inbound',
        createdAt: at,
        isHidden: false,
        isTopLevel: true,
        privatelyRepliedAt: null,
        reference: {},
        ...rest,
      },
    });
    const offers = (given: ItemFacts, rights: Record<string, string | boolean>, afterDays: number) =>
      findAllowedActions(
        instagram,
        given,
        { rights, app: { options: {} } },
        new Date(at.getTime() + afterDays * DAY_MS),
      );
    const message = facts('message');
    expect(offers(message, { setup: 'instagram' }, 0.5)).toMatchObject({
      reply: { can: true, as: 'response' },
      block: { reason: 'tier_needed' },
    });
    expect(offers(message, { setup: 'facebook' }, 2)).toMatchObject({
      reply: { reason: 'window_closed' },
      block: { can: true },
    });
    expect(offers(message, { humanAgent: true }, 2).reply).toMatchObject({ can: true, as: 'human_agent' });
    expect(offers(message, { humanAgent: true }, 8).reply).toMatchObject({ reason: 'window_closed' });
    expect(offers(facts('comment', { isHidden: true }), {}, 0).reply).toMatchObject({ reason: 'target_hidden' });
    expect(offers(facts('comment'), {}, 8).privateReply).toMatchObject({ reason: 'window_closed' });
    expect(offers(facts('comment', { privatelyRepliedAt: at }), {}, 1).privateReply).toMatchObject({
      reason: 'already_used',
    });
    expect(offers(facts('comment'), {}, 0).like).toMatchObject({ reason: 'not_offered' });
  });
});
