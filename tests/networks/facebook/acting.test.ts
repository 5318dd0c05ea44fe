import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ActionRequest, InboundMessage, ItemFacts, Rights } from '#lib/networks/contract.ts';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { startFacebook, type Facebook } from './start.ts';

const DAY_MS = 24 * 3_600_000;

let page: Facebook;
beforeEach(async () => {
  page = await startFacebook();
});
afterEach(async () => {
  const broken = page.broken();
  await page.stop();
  expect(broken).toEqual([]);
});

const aMessage = async (text = 'Bonjour', agoMs = 0) => {
  const id = page.sandbox.fanWrites({ kind: 'message', text, agoMs });
  return messagesIn((await page.pull()).events).find(({ externalId }) => externalId === id);
};
const aComment = (agoMs = 0) =>
  page.find(page.sandbox.fanWrites({ kind: 'comment', text: 'Bonjour', under: page.brandPosts('Un'), agoMs }));
const perform = (
  kind: ActionRequest['kind'],
  message: InboundMessage | undefined,
  given: Partial<ActionRequest> = {},
) => facebook.perform(page.channel, actionOn(facebook, kind, message, given));
const aPicture = (mimeType = 'image/jpeg') => ({
  bytes: new Uint8Array(8),
  mimeType,
  altText: '',
  publicUrl: 'https://parvis.example/p.jpg',
});

function factsOf(message: InboundMessage | undefined, given: Partial<ItemFacts['message']> = {}): ItemFacts {
  if (!message) throw new Error('there is no message');
  const { kind, variant = null, externalId, direction, createdAt, reference = {} } = message;
  const base = {
    externalId,
    direction,
    createdAt,
    reference,
    isHidden: false,
    isTopLevel: true,
    privatelyRepliedAt: null,
  };
  return {
    kind,
    variant,
    isOwnPost: kind === 'comment',
    lastInboundAt: createdAt,
    repliedAt: [],
    message: { ...base, ...given },
  };
}
const offers = (facts: ItemFacts, rights: Rights = page.channel.rights, now = new Date()) =>
  findAllowedActions(facebook, facts, { rights, app: page.app }, now);

describe('a Facebook conversation', () => {
  test('a conversation can be answered for a day, then for a week as a human agent, then no more', async () => {
    const facts = factsOf(await aMessage());
    const at = (ms: number) => new Date(facts.lastInboundAt.getTime() + ms);
    expect(offers(facts, { humanAgent: true }, at(DAY_MS - 1)).reply).toMatchObject({ can: true, as: 'response' });
    expect(offers(facts, { humanAgent: true }, at(DAY_MS)).reply).toMatchObject({ can: true, as: 'human_agent' });
    expect(offers(facts, { humanAgent: false }, at(DAY_MS)).reply).toMatchObject({
      can: false,
      reason: 'window_closed',
    });
    expect(offers(facts, { humanAgent: true }, at(7 * DAY_MS)).reply).toMatchObject({
      can: false,
      reason: 'window_closed',
    });
  });

  test('after a day the network accepts only a human agent’s answer', async () => {
    const message = await aMessage('Toujours rien', 2 * DAY_MS);
    await expect(perform('reply', message, { text: 'Pardon', as: 'response' })).rejects.toMatchObject({
      reason: 'window_closed',
    });
    await perform('reply', message, { text: 'Pardon', as: 'human_agent' });
    expect(page.answersTo(message?.externalId ?? '')).toEqual(['Pardon']);
  });

  test('a picture with a text is sent as two messages, and after a cut only the missing one is sent', async () => {
    const message = await aMessage('Une photo ?');
    const action = actionOn(facebook, 'reply', message, { text: 'La voici', attachments: [aPicture()] });
    const picture = { ...action, text: '' };
    await facebook.perform(page.channel, picture);
    expect(await facebook.findPerformed(page.channel, action)).toBeNull();
    const receipt = await facebook.perform(page.channel, action);
    expect(page.answersTo(message?.externalId ?? '')).toEqual(['', 'La voici']);
    expect(await facebook.findPerformed(page.channel, action)).toEqual(receipt);
  });

  test('two answers with a picture and a text are sent as four messages, none taken for another', async () => {
    const message = await aMessage('Des photos ?');
    const first = actionOn(facebook, 'reply', message, { text: 'Une', attachments: [aPicture()] });
    await facebook.perform(page.channel, first);
    const left = Object.values(first.progress);
    const belongsToOtherAction = (id: string) => Promise.resolve(left.includes(id));
    const second = actionOn(facebook, 'reply', message, {
      text: 'Deux',
      attachments: [aPicture()],
      belongsToOtherAction,
    });
    await facebook.perform(page.channel, second);
    expect(page.answersTo(message?.externalId ?? '')).toEqual(['', 'Une', '', 'Deux']);
  });

  test.each(['user', 'psid'])(
    'the author of a comment whom the network knows as %s is blocked and unblocked',
    async (way) => {
      page.sandbox.withhold?.(`blocked by ${way === 'user' ? 'psid' : 'user'}`);
      const post = page.brandPosts('Bonjour');
      const message = await page.find(page.sandbox.fanWrites({ kind: 'comment', text: 'Spam', under: post }));
      await perform('block', message);
      expect(page.isSet('block', message?.externalId ?? '')).toBe(true);
      await perform('unblock', message);
      expect(page.isSet('block', message?.externalId ?? '')).toBe(false);
    },
  );

  test('whom the network knows in neither way stays, and the reason is said', async () => {
    page.sandbox.withhold?.('blocked by user');
    page.sandbox.withhold?.('blocked by psid');
    const post = page.brandPosts('Bonjour');
    const message = await page.find(page.sandbox.fanWrites({ kind: 'comment', text: 'Spam', under: post }));
    await expect(perform('block', message)).rejects.toMatchObject({ kind: 'refused', reason: 'author_unknown' });
  });

  test('a conversation can be marked as read, and its sender blocked and unblocked', async () => {
    const message = await aMessage();
    const read = actionOn(facebook, 'mark_read', message);
    expect(await facebook.findPerformed(page.channel, read)).toBeNull();
    await facebook.perform(page.channel, read);
    expect(await facebook.findPerformed(page.channel, read)).toEqual({});
    await perform('block', message);
    expect(page.isSet('block', message?.externalId ?? '')).toBe(true);
    await perform('unblock', message);
    expect(page.isSet('block', message?.externalId ?? '')).toBe(false);
  });

  test('a direct message may have 2,000 characters', async () => {
    const message = await aMessage();
    await expect(perform('reply', message, { text: 'é'.repeat(2_001) })).rejects.toMatchObject({
      reason: 'text_too_long',
    });
    await perform('reply', message, { text: 'é'.repeat(2_000) });
    expect(page.answersTo(message?.externalId ?? '')).toHaveLength(1);
  });
});

describe('a Facebook private reply', () => {
  test('a private reply is sent once and found again', async () => {
    const message = await aComment();
    const action = actionOn(facebook, 'private_reply', message, { text: 'Votre numéro ?' });
    expect(await facebook.findPerformed(page.channel, action)).toBeNull();
    const receipt = await facebook.perform(page.channel, action);
    expect(await facebook.findPerformed(page.channel, action)).toEqual(receipt);
    await expect(perform('private_reply', message, { text: 'Encore' })).rejects.toMatchObject({
      reason: 'already_used',
    });
    expect(await page.find(receipt.externalId ?? '')).toMatchObject({
      kind: 'message',
      direction: 'outbound',
      contactExternalId: message?.author.externalId,
    });
  });

  test('a comment takes one private reply, for a week', async () => {
    const facts = factsOf(await aComment());
    const at = (ms: number) => new Date(facts.message.createdAt.getTime() + ms);
    expect(offers(facts, {}, at(0)).privateReply).toMatchObject({ can: true, as: 'response' });
    expect(offers(facts, {}, at(7 * DAY_MS)).privateReply).toMatchObject({ can: false, reason: 'window_closed' });
    const used = { ...facts, message: { ...facts.message, privatelyRepliedAt: at(60_000) } };
    expect(offers(used, {}, at(120_000)).privateReply).toMatchObject({ can: false, reason: 'already_used' });
  });

  test('the network refuses a private reply after a week too', async () => {
    const message = await aComment(8 * DAY_MS);
    expect(offers(factsOf(message)).privateReply.can).toBe(false);
    await expect(perform('private_reply', message, { text: 'Tard' })).rejects.toMatchObject({ kind: 'refused' });
  });

  test('a private reply to a visitor’s post goes to its author', async () => {
    const id = page.sandbox.fanWrites({ kind: 'mention', text: 'Ma lampe clignote' });
    const action = actionOn(facebook, 'private_reply', await page.find(id), { text: 'Quel modèle ?' });
    const receipt = await facebook.perform(page.channel, action);
    expect(page.answersTo(id)).toEqual(['Quel modèle ?']);
    expect(await facebook.findPerformed(page.channel, action)).toEqual(receipt);
  });
});

describe('allowed actions on Facebook', () => {
  test('a comment allows the actions that the network says it allows', async () => {
    const facts = factsOf(await aComment());
    expect(offers(facts)).toMatchObject({
      reply: { can: true },
      hide: { can: true },
      like: { can: true },
      delete: { can: true },
      block: { can: true },
    });
    const closed = {
      ...facts.message.reference,
      canComment: 'false',
      canHide: 'false',
      canLike: 'false',
      canRemove: 'false',
      canReplyPrivately: 'false',
    };
    expect(offers(factsOf(await aComment(), { reference: closed }))).toMatchObject({
      reply: { reason: 'comments_closed' },
      hide: { reason: 'not_offered' },
      like: { reason: 'not_offered' },
      delete: { reason: 'missing_permission' },
      privateReply: { reason: 'replies_not_allowed' },
    });
  });

  test('a Page allows the actions that its tasks allow', async () => {
    const rights = { canModerate: false, canMessage: false, canCreate: false };
    expect(offers(factsOf(await aComment()), rights)).toMatchObject({
      reply: { reason: 'missing_permission' },
      hide: { reason: 'missing_permission' },
      delete: { reason: 'missing_permission' },
      privateReply: { reason: 'missing_permission' },
    });
    expect(offers(factsOf(await aMessage()), rights)).toMatchObject({
      reply: { reason: 'missing_permission' },
      markRead: { reason: 'missing_permission' },
    });
  });

  test('a post on another Page allows few actions', async () => {
    const tag = await page.find(page.sandbox.fanWrites({ kind: 'mention', text: 'Avec @Atelier', variant: 'tag' }));
    expect(offers(factsOf(tag))).toMatchObject({
      reply: { can: true },
      hide: { reason: 'not_own_thread' },
      delete: { reason: 'not_own_thread' },
      privateReply: { reason: 'not_own_thread' },
    });
    for (const kind of ['hide', 'delete', 'private_reply'] as const) {
      await expect(perform(kind, tag, { text: 'Non' })).rejects.toMatchObject({ reason: 'not_own_thread' });
    }
  });

  test('a recommendation can be answered where it has a story', async () => {
    const review = await page.find(page.sandbox.fanWrites({ kind: 'review', text: 'Bien' }));
    expect(offers(factsOf(review))).toMatchObject({
      reply: { can: true },
      hide: { can: false },
      delete: { can: false },
    });
    expect(offers(factsOf(review, { reference: { is: 'review' } })).reply).toMatchObject({ reason: 'not_offered' });
  });
});

describe('a Facebook comment', () => {
  test('a comment can be answered with one picture of a supported type', async () => {
    const message = await aComment();
    await expect(
      perform('reply', message, { text: 'Voici', attachments: [aPicture('image/tiff')] }),
    ).rejects.toMatchObject({ reason: 'attachment_refused' });
    await expect(
      perform('reply', message, { text: 'Voici', attachments: [aPicture(), aPicture()] }),
    ).rejects.toMatchObject({ reason: 'attachment_refused' });
    const { externalId } = await perform('reply', message, { text: 'Voici', attachments: [aPicture()] });
    expect(await page.find(externalId ?? '')).toMatchObject({
      attachments: [{ kind: 'image', url: 'https://parvis.example/p.jpg' }],
    });
  });

  test('deleting a comment twice succeeds', async () => {
    const message = await aComment();
    await perform('delete', message);
    await perform('delete', message);
    expect(page.isSet('delete', message?.externalId ?? '')).toBe(true);
  });

  test('a comment can be answered with the same text again later', async () => {
    const message = await aComment();
    const first = await perform('reply', message, { text: 'Merci' });
    const second = await perform('reply', message, { text: 'Merci', requestedAt: new Date(Date.now() + 10_000) });
    expect(second.externalId).not.toBe(first.externalId);
  });
});
