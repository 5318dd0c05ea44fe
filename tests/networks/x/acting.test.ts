import { afterEach, describe, expect, test } from 'vitest';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import type { InboundMessage, ItemFacts } from '#lib/networks/contract.ts';
import { x } from '#lib/networks/x/connector.ts';
import { actionOn } from '../channel.ts';
import { startX } from './world.ts';

let world: Awaited<ReturnType<typeof startX>>;
afterEach(async () => {
  const exceeded = world.sandbox.exceeded();
  await world.stop();
  expect(exceeded).toEqual([]);
});

const attempt = async (
  kind: Parameters<typeof actionOn>[1],
  message: InboundMessage,
  given: Parameters<typeof actionOn>[3] = {},
) => await x.perform(world.channel, actionOn(x, kind, message, given));
const image = (mimeType = 'image/png', bytes = 1_500_000) => ({
  bytes: new Uint8Array(bytes),
  mimeType,
  altText: 'Une brioche dorée',
  publicUrl: 'https://parvis.example/image',
});
const offers = (message: InboundMessage, isOwnPost: boolean | null = true) => {
  const facts: ItemFacts = {
    kind: message.kind,
    variant: null,
    isOwnPost,
    lastInboundAt: message.createdAt,
    repliedAt: [],
    message: {
      externalId: message.externalId,
      direction: message.direction,
      createdAt: message.createdAt,
      isHidden: false,
      isTopLevel: true,
      privatelyRepliedAt: null,
      reference: message.reference ?? {},
    },
  };
  const all = findAllowedActions(x, facts, { rights: world.channel.rights, app: world.app }, new Date());
  return Object.fromEntries(Object.entries(all).map(([name, offer]) => [name, offer.can || offer.reason]));
};

describe('an X app of the self-serve level', () => {
  test('an app of the self-serve level answers people who name the account, and cannot answer others', async () => {
    world = await startX({ tier: 'self_serve' });
    const post = world.sandbox.brandPosts('Bonjour');
    const named = await world.arrives({ kind: 'comment', text: 'Une question', under: post });
    const other = await world.arrives({ kind: 'comment', text: 'Moi aussi', fan: 'leo', under: named.externalId });
    expect(offers(named)).toMatchObject({
      reply: true,
      hide: true,
      like: 'tier_needed',
      block: 'not_offered',
      mute: true,
    });
    expect(offers(other)).toMatchObject({ reply: 'not_summoned', privateReply: true });
    await attempt('reply', named, { text: 'Une réponse' });
    await expect(attempt('reply', other, { text: 'Bonsoir' })).rejects.toMatchObject({ reason: 'not_summoned' });
    await expect(attempt('like', named)).rejects.toMatchObject({ reason: 'tier_needed' });
    expect(world.calls.filter(({ method, path }) => method === 'POST' && path === '/2/tweets')).toHaveLength(1);
  });

  test('the network refuses an answer when the text no longer names the account', async () => {
    world = await startX({ tier: 'self_serve' });
    const message = await world.arrives({ kind: 'comment', text: 'Une question' });
    const target = world.sandbox.world.find(message.externalId);
    if (target) target.leading = [];
    await expect(attempt('reply', message, { text: 'Trop tard' })).rejects.toMatchObject({
      kind: 'refused',
      reason: 'not_summoned',
    });
  });

  test('an app of the self-serve level can block a person’s direct messages', async () => {
    world = await startX({ tier: 'self_serve' });
    const message = await world.arrives({ kind: 'message', text: 'Allô ?' });
    expect(offers(message, null)).toMatchObject({ reply: true, block: true, mute: true, hide: 'not_offered' });
    await attempt('block', message);
    await attempt('block', message);
    expect(world.sandbox.isSet('block', message.externalId)).toBe(true);
    await attempt('unblock', message);
    expect(world.sandbox.isSet('block', message.externalId)).toBe(false);
  });
});

test.each(['self_serve', 'enterprise'] as const)(
  'nobody is blocked altogether at the level %s: the network has no call for it',
  async (tier) => {
    world = await startX({ tier });
    const comment = await world.arrives({ kind: 'comment', text: 'Publicité' });
    const mention = await world.arrives({ kind: 'mention', text: 'Publicité' });
    for (const message of [comment, mention]) {
      expect(offers(message)).toMatchObject({ block: 'not_offered', mute: true });
      await expect(attempt('block', message)).rejects.toMatchObject({ reason: 'not_offered' });
    }
    expect(world.calls.filter(({ path }) => path.includes('blocking'))).toEqual([]);
  },
);

test('a reply is hidden, hidden again and shown again', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Publicité' });
  await attempt('hide', message);
  await attempt('hide', message);
  expect(world.sandbox.isSet('hide', message.externalId)).toBe(true);
  await attempt('unhide', message);
  expect(world.sandbox.isSet('hide', message.externalId)).toBe(false);
});

test('replies in somebody else’s conversation cannot be hidden', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'mention', text: 'Publicité' });
  expect(offers(message, false)).toMatchObject({ hide: 'not_offered', reply: true, like: true });
  await expect(attempt('hide', message)).rejects.toMatchObject({ reason: 'not_offered' });
});

test('the pictures of a reply are uploaded in pieces, each with its description', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Une photo ?' });
  const attachments = [image(), image('image/jpeg', 900)];
  const { externalId } = await attempt('reply', message, { text: 'Voici', attachments });
  expect([...world.sandbox.world.media.values()]).toEqual([
    {
      type: 'image/png',
      category: 'tweet_image',
      expected: 1_500_000,
      bytes: 1_500_000,
      isReady: true,
      alt: 'Une brioche dorée',
    },
    { type: 'image/jpeg', category: 'tweet_image', expected: 900, bytes: 900, isReady: true, alt: 'Une brioche dorée' },
  ]);
  expect(world.sandbox.world.find(externalId ?? '')?.imageUrl).toContain('pbs.twimg.com');
});

test.each([
  ['five pictures', Array.from({ length: 5 }, () => image('image/png', 9))],
  ['a film', [image('video/mp4')]],
  ['a picture that is too large', [image('image/png', 5_000_001)]],
  ['a GIF among others', [image('image/gif', 9), image('image/png', 9)]],
])('a reply with %s is refused before anything is sent', async (_, attachments) => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Une photo ?' });
  await expect(attempt('reply', message, { text: 'Voici', attachments })).rejects.toMatchObject({
    reason: 'attachment_refused',
  });
  expect(world.sandbox.world.media.size).toBe(0);
});

test('a direct message may have one picture', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'message', text: 'Une photo ?' });
  await attempt('reply', message, { text: 'Voici', attachments: [image('image/png', 9)] });
  expect(world.sandbox.world.messages.at(-1)?.mediaId).toBeTruthy();
  const two = { text: 'Et', attachments: [image('image/png', 9), image('image/png', 9)] };
  await expect(attempt('reply', message, two)).rejects.toMatchObject({ reason: 'attachment_refused' });
});

test('a person who accepts no messages gets none, and the network’s refusal is reported', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Bonjour', fan: 'closedjo' });
  expect(offers(message)).toMatchObject({ privateReply: 'recipient_closed' });
  await expect(attempt('private_reply', message, { text: 'Psst' })).rejects.toMatchObject({
    reason: 'recipient_closed',
  });
  const unknown = { ...message, reference: {} };
  await expect(attempt('private_reply', unknown, { text: 'Psst' })).rejects.toMatchObject({
    reason: 'recipient_closed',
  });
});

test('the same text under another post is refused as a duplicate where the network considers it one', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Merci' });
  await attempt('reply', message, { text: 'Avec plaisir' });
  const later = actionOn(x, 'reply', message, { text: 'Avec plaisir', requestedAt: new Date(Date.now() + 120_000) });
  await expect(x.perform(world.channel, later)).rejects.toMatchObject({ kind: 'refused', reason: 'duplicate_text' });
});

test.each(['before', 'after'] as const)(
  'a direct message cut off %s it was sent is looked for, then stands once',
  async (when) => {
    world = await startX();
    const message = await world.arrives({ kind: 'message', text: 'Vous êtes là ?' });
    const action = actionOn(x, 'reply', message, { text: 'Oui & non' });
    world.faults.failNext('write', { kind: 'cut', when });
    await expect(x.perform(world.channel, action)).rejects.toMatchObject({ kind: 'outcome_unknown' });
    const held = await x.findPerformed(world.channel, action);
    expect(held === null).toBe(when === 'before');
    if (held === null) await x.perform(world.channel, action);
    expect(world.sandbox.answersTo(message.externalId)).toEqual(['Oui & non']);
  },
);

test('a message with the same text just before the request leaves the outcome unknown', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'message', text: 'Merci' });
  world.sandbox.world.send(world.sandbox.brand.externalId, message.author.externalId, 'De rien');
  const at = (ms: number) => actionOn(x, 'reply', message, { text: 'De rien', requestedAt: new Date(Date.now() + ms) });
  expect(await x.findPerformed(world.channel, at(10_000))).toBe('unknown');
  expect(await x.findPerformed(world.channel, at(120_000))).toBeNull();
});

test('a scope that was not granted makes its actions unavailable', async () => {
  world = await startX({ scope: 'tweet.read users.read dm.read' });
  const message = await world.arrives({ kind: 'comment', text: 'Bonjour' });
  expect(offers(message)).toMatchObject({
    reply: 'missing_permission',
    hide: 'missing_permission',
    privateReply: 'missing_permission',
    mute: 'missing_permission',
  });
});
