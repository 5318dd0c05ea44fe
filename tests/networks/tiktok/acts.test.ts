import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { actionOn } from '../channel.ts';
import { aTikTok, type TikTok } from './world.ts';

let world: TikTok;
let video: string;
beforeEach(async () => {
  world = await aTikTok();
  video = world.sandbox.brandPosts('Nos nouveautés sont là');
});
afterEach(() => world.stop());

const says = (text: string, given: { fan?: string; under?: string; variant?: string } = {}) =>
  world.sandbox.fanWrites({ kind: 'comment', text, under: video, ...given });
const picture = {
  bytes: new Uint8Array([1, 2, 3]),
  mimeType: 'image/jpeg',
  altText: '',
  width: 720,
  height: 720,
  publicUrl: 'https://example.org/p',
};

describe('replies to TikTok comments', () => {
  test('a sent reply is found with the same receipt', async () => {
    const action = actionOn(tiktok, 'reply', await world.find(says('Quand ?')), { text: 'Demain' });
    const receipt = await tiktok.perform(world.channel, action);
    expect(await tiktok.findPerformed(world.channel, action)).toEqual(receipt);
  });

  test('a reply to a reply is written beside it, and found there', async () => {
    const top = says('Quand ?');
    const reply = await world.find(says('Moi aussi', { fan: 'bob', under: top }));
    const action = actionOn(tiktok, 'reply', reply, { text: 'Demain' });
    const receipt = await tiktok.perform(world.channel, action);
    expect(receipt.reference).toEqual({ videoId: video, parentId: top });
    expect(await tiktok.findPerformed(world.channel, action)).toEqual(receipt);
  });

  test('a reply with the same text from well before is another reply', async () => {
    const message = await world.find(says('Quand ?'));
    await tiktok.perform(world.channel, actionOn(tiktok, 'reply', message, { text: 'Bientôt' }));
    world.pass(10_000);
    const action = actionOn(tiktok, 'reply', message, { text: 'Bientôt', requestedAt: world.now() });
    expect(await tiktok.findPerformed(world.channel, action)).toBe('unknown');
    world.pass(60_000);
    const later = actionOn(tiktok, 'reply', message, { text: 'Bientôt', requestedAt: world.now() });
    expect(await tiktok.findPerformed(world.channel, later)).toBeNull();
  });

  test('a reply under a hidden comment cannot be checked', async () => {
    const message = await world.find(says('Bof'));
    await tiktok.perform(world.channel, actionOn(tiktok, 'hide', message));
    const action = actionOn(tiktok, 'reply', message, { text: 'Pardon' });
    expect(await tiktok.findPerformed(world.channel, action)).toBe('unknown');
  });

  test('a picture is sent without a text', async () => {
    const message = await world.find(says('Une photo ?'));
    const send = (text: string, given: Partial<typeof picture> = {}) =>
      tiktok.perform(
        world.channel,
        actionOn(tiktok, 'reply', message, { text, attachments: [{ ...picture, ...given }] }),
      );
    await expect(send('Voilà')).rejects.toMatchObject({ reason: 'attachment_refused' });
    await expect(send('', { width: 100 })).rejects.toMatchObject({ reason: 'attachment_refused' });
    await expect(send('', { bytes: new Uint8Array(5_000_001) })).rejects.toMatchObject({
      reason: 'attachment_refused',
    });
    const { externalId } = await send('');
    expect(world.sandbox.world.comments.get(externalId ?? '')?.imageUrl).toContain('tos-image-');
    const action = actionOn(tiktok, 'reply', message, { attachments: [picture] });
    expect(await tiktok.findPerformed(world.channel, action)).toMatchObject({ externalId });
  });

  test('the operator can set a longer limit for comments', async () => {
    const message = await world.find(says('Racontez'));
    const action = actionOn(tiktok, 'reply', message, { text: 'a'.repeat(151) });
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'text_too_long' });
    world.channel.app = { ...world.channel.app, options: { comment_limit: '1200' } };
    // Now the network itself decides; this one has the lower limit.
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'rejected' });
  });

  test('other people’s comments can be deleted only where the operator switched that on', async () => {
    const message = await world.find(says('Spam'));
    const action = actionOn(tiktok, 'delete', message);
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'not_own_message' });
    world.channel.app = { ...world.channel.app, options: { delete_others: 'on' } };
    await tiktok.perform(world.channel, action);
    expect(world.sandbox.isSet('delete', message?.externalId ?? '')).toBe(true);
    expect(await tiktok.findPerformed(world.channel, action)).toEqual({});
  });
});

describe('TikTok mentions', () => {
  const named = (variant: 'comment' | 'video') =>
    world.sandbox.fanWrites({ kind: 'mention', text: 'Merci @lamaisonclaire', fan: 'zoe', variant });

  test('a comment that names the brand can be answered, and the answer’s outcome cannot be checked', async () => {
    const id = named('comment');
    const message = await world.find(id);
    expect(message).toMatchObject({ threadExternalId: id, author: { externalId: '@zoe', handle: 'zoe', name: 'Zoe' } });
    const action = actionOn(tiktok, 'reply', message, { text: 'Merci à vous' });
    expect(await tiktok.findPerformed(world.channel, action)).toBe('unknown');
    const receipt = await tiktok.perform(world.channel, action);
    expect(receipt.externalId).toBeTruthy();
    expect(world.sandbox.answersTo(id)).toEqual(['Merci à vous']);
  });

  test('a video that names the brand cannot be answered', async () => {
    const message = await world.find(named('video'));
    expect(message).toMatchObject({ kind: 'mention', variant: 'tag', url: expect.stringContaining('/@zoe/video/') });
    const action = actionOn(tiktok, 'reply', message, { text: 'Merci' });
    await expect(tiktok.perform(world.channel, action)).rejects.toMatchObject({ reason: 'not_own_thread' });
  });

  test('many mentions are read to the end, and later only new ones', async () => {
    const all = Array.from({ length: 130 }, () => named('video'));
    const { messages, cursor } = await world.pull();
    expect(messages.map(({ externalId }) => externalId).sort()).toEqual(all.toSorted());
    const fresh = named('comment');
    expect((await world.pull(cursor)).messages.map(({ externalId }) => externalId)).toEqual([fresh]);
  });

  test('mentions under the brand’s own videos are reported only as comments', async () => {
    const id = says('Bravo @lamaisonclaire');
    const held = world.sandbox.world.comments.get(id);
    if (held) held.namesBrand = true;
    const { messages } = await world.pull();
    expect(messages.map(({ externalId, kind }) => [externalId, kind])).toEqual([[id, 'comment']]);
  });
});

describe('comments on TikTok ads', () => {
  const onAd = (text: string, given: { under?: string } = {}) =>
    world.sandbox.fanWrites({ kind: 'comment', text, fan: 'max', variant: 'ad', ...given });

  test('a comment on an ad is reported once, under its ad, and answered as the advertiser', async () => {
    const id = onAd('Trop cher');
    const { messages, pages, cursor } = await world.pull();
    expect(messages).toMatchObject([
      { externalId: id, kind: 'comment', variant: 'ad', author: { externalId: 'ad:max' } },
    ]);
    expect(pages.flatMap((page) => page.posts ?? []).filter(({ variant }) => variant === 'ad')).toHaveLength(1);
    const action = actionOn(tiktok, 'reply', messages[0], { text: 'Regardez nos soldes' });
    expect(await tiktok.findPerformed(world.channel, action)).toBeNull();
    const receipt = await tiktok.perform(world.channel, action);
    expect(world.sandbox.answersTo(id)).toEqual(['Regardez nos soldes']);
    expect(await tiktok.findPerformed(world.channel, action)).toEqual(receipt);
    world.pass(11 * 60_000);
    expect((await world.pull(cursor)).messages).toMatchObject([
      { externalId: receipt.externalId, direction: 'outbound', contactExternalId: 'ad:max' },
    ]);
  });

  test('comments on ads can be hidden and shown, and only the brand’s own deleted', async () => {
    const id = onAd('Arnaque');
    const message = await world.find(id);
    const hide = actionOn(tiktok, 'hide', message);
    expect(await tiktok.findPerformed(world.channel, hide)).toBeNull();
    await tiktok.perform(world.channel, hide);
    expect(world.sandbox.isSet('hide', id)).toBe(true);
    expect(await tiktok.findPerformed(world.channel, hide)).toEqual({});
    await tiktok.perform(world.channel, actionOn(tiktok, 'unhide', message));
    expect(world.sandbox.isSet('hide', id)).toBe(false);
    await expect(tiktok.perform(world.channel, actionOn(tiktok, 'delete', message))).rejects.toMatchObject({
      kind: 'refused',
    });
    const { externalId = '' } = await tiktok.perform(
      world.channel,
      actionOn(tiktok, 'reply', message, { text: 'Mal dit' }),
    );
    const own = actionOn(tiktok, 'delete', await world.find(externalId));
    await tiktok.perform(world.channel, own);
    expect(await tiktok.findPerformed(world.channel, own)).toEqual({});
  });

  test('comments on ads cannot be liked', async () => {
    const message = await world.find(onAd('J’adore'));
    await expect(tiktok.perform(world.channel, actionOn(tiktok, 'like', message))).rejects.toMatchObject({
      reason: 'not_offered',
    });
  });

  test('an advertiser’s expired token leaves the account’s comments readable', async () => {
    const { advertiser } = world.channel.credentials;
    if (!advertiser) throw new Error('connected without an advertiser');
    world.channel.credentials = { ...world.channel.credentials, advertiser: { ...advertiser, token: 'dead' } };
    const id = says('Bonjour');
    const { messages, pages } = await world.pull();
    expect(messages.map(({ externalId }) => externalId)).toEqual([id]);
    expect(pages.flatMap((page) => page.unreadableKinds ?? [])).toEqual([]);
    expect(world.channel.saved).toEqual([]);
  });
});
