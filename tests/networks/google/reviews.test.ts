import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { google } from '#lib/networks/google/connector.ts';
import { messagesIn } from '../channel.ts';
import { startGoogle } from './start.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('reviews of a place', () => {
  let world: Awaited<ReturnType<typeof startGoogle>>;
  beforeEach(async () => (world = await startGoogle()));
  afterEach(async () => {
    expect(world.sandbox.exceeded()).toEqual([]);
    await world.server.stop();
  });
  const messageOf = async (id: string) => (await world.pull()).messages.find(({ externalId }) => externalId === id);

  test('a review is reported with its stars, its picture and the place', async () => {
    const id = world.fan('Accueil parfait', { rating: 4, imageUrl: 'https://lh3.googleusercontent.com/p/1' });
    const { value } = await google.pull(world.channel, null).next();
    expect(value?.posts).toMatchObject([
      { externalId: world.channel.account.externalId, variant: 'place', isOwn: true, counts: { replies: 1 } },
    ]);
    expect(await messageOf(id)).toMatchObject({
      kind: 'review',
      threadExternalId: id,
      postExternalId: world.channel.account.externalId,
      rating: 4,
      text: 'Accueil parfait',
      author: { name: 'Ana P', avatarUrl: expect.any(String) },
      attachments: [{ kind: 'image', url: 'https://lh3.googleusercontent.com/p/1' }],
    });
  });

  test('reviews without text, nameless people and Google’s translations are kept as they are', async () => {
    const silent = world.fan('', { rating: 1, variant: 'anonymous' });
    const translated = world.fan('Чудово!\n\n(Translated by Google)\nAwesome!');
    const { messages } = await world.pull();
    const of = (id: string) => messages.find(({ externalId }) => externalId === id);
    expect(of(silent)).toMatchObject({ text: '', rating: 1, author: { name: 'A Google user' } });
    expect(of(silent)?.author).not.toHaveProperty('avatarUrl');
    expect(of(translated)?.text).toBe('Чудово!\n\n(Translated by Google)\nAwesome!');
  });

  test('two people with the same name stay two', async () => {
    world.fan('Bien');
    world.fan('Mal', { rating: 1 });
    const authors = (await world.pull()).messages.map(({ author }) => author.externalId);
    expect(new Set(authors).size).toBe(2);
  });

  test('only reviews of the last 90 days are reported, and older ones that changed', async () => {
    const old = world.fan('Ancien', { agoMs: 120 * DAY });
    const recent = world.fan('Récent', { agoMs: 80 * DAY });
    expect((await world.pull()).messages.map(({ externalId }) => externalId)).toEqual([recent]);
    world.sandbox.fanEdits(old, 'Ancien, revu');
    expect((await world.pull()).messages).toMatchObject([{ externalId: old, text: 'Ancien, revu' }]);
  });

  test('Google’s moderation of an answer is reported when it arrives', async () => {
    const passed = await messageOf(world.fan('Très bien'));
    const rejected = await messageOf(world.fan('Bien aussi'));
    const { externalId = '' } = await world.act('reply', passed, 'Merci !').perform();
    await world.act('reply', rejected, 'Voyez https://parvis.example').perform();
    const first = await world.pull();
    expect(first.events).toContainEqual({ type: 'reply_moderated', externalId, state: 'pending' });
    world.advance(20 * MINUTE);
    const { events } = await world.pull();
    expect(events).toContainEqual({ type: 'reply_moderated', externalId, state: 'approved' });
    expect(events).toContainEqual({
      type: 'reply_moderated',
      externalId: `${rejected?.externalId}/reply`,
      state: 'rejected',
      detail: 'ADVERTISING_AND_SOLICITATION',
    });
  });

  test('a new answer replaces the first one as a new version', async () => {
    const review = await messageOf(world.fan('Moyen', { rating: 3 }));
    const first = await world.act('reply', review, 'Désolés').perform();
    await world.pull();
    world.advance(MINUTE);
    const second = await world.act('reply', review, 'Désolés, revenez nous voir').perform();
    expect(second).toEqual(first);
    const again = await messageOf(first.externalId ?? '');
    expect(again).toMatchObject({ direction: 'outbound', text: 'Désolés, revenez nous voir' });
    expect(again?.editedAt?.getTime()).toBeGreaterThan(Date.now() + 30_000);
  });

  test('a deleted answer and a deleted review are found missing', async () => {
    const kept = await messageOf(world.fan('Reste'));
    const removed = world.fan('Part');
    const gone = await world.act('reply', await messageOf(removed), 'Au revoir').perform();
    const { externalId } = await world.act('reply', kept, 'Merci').perform();
    const own = await messageOf(externalId ?? '');
    await world.act('delete', own).perform();
    world.sandbox.fanDeletes(removed);
    world.advance(20 * MINUTE);
    const { events } = await world.pull();
    const deleted = events.filter(({ type }) => type === 'message_deleted');
    expect(deleted).toMatchObject([{ externalId }, { externalId: removed }, { externalId: gone.externalId }]);
  });

  test('reviews are read again as they are now, and the whole place with its count', async () => {
    const kept = await messageOf(world.fan('Reste'));
    const removed = world.fan('Part');
    const { externalId: answer = '' } = await world.act('reply', kept, 'Merci').perform();
    world.sandbox.fanDeletes(removed);
    const held = [kept?.externalId ?? '', answer, removed].map((externalId) => ({
      externalId,
      kind: 'review' as const,
      threadExternalId: externalId,
      reference: {},
    }));
    const events = (await google.recheck?.(world.channel, held)) ?? [];
    expect(messagesIn(events).map(({ text }) => text)).toEqual(['Reste', 'Merci']);
    expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: removed }));
    const place = world.channel.account.externalId;
    expect(await google.reportedCounts(world.channel, [place])).toEqual(new Map([[place, 1]]));
    const read = [];
    for await (const page of google.rereadPost?.(world.channel, place) ?? []) read.push(...messagesIn(page.events));
    expect(read).toHaveLength(2);
  });

  test('an answer is measured in bytes', async () => {
    const review = await messageOf(world.fan('Long ?'));
    await world.act('reply', review, 'é'.repeat(2_048)).perform();
    await expect(world.act('reply', review, 'é'.repeat(2_049)).perform()).rejects.toMatchObject({
      reason: 'text_too_long',
    });
  });

  test('a call counts for its service, and an answer as a change too', async () => {
    const review = await messageOf(world.fan('Combien ?'));
    const { reviews = 0 } = world.rateLimiter.taken;
    await world.act('reply', review, 'Un').perform();
    expect(world.rateLimiter.taken).toEqual({ reviews: reviews + 1, edits: 1 });
    world.faults.failNext('read', { kind: 'rate_limited', until: new Date() });
    await expect(world.pull()).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(world.rateLimiter.closed).toEqual({ reviews: expect.any(Date) });
  });
});
