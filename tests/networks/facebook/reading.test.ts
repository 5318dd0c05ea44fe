import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoredMessage, InboundEvent, InboundMessage } from '#lib/networks/contract.ts';
import { facebook } from '#lib/networks/facebook/connector.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { startFacebook, type Facebook } from './start.ts';

let page: Facebook;
beforeEach(async () => {
  page = await startFacebook();
});
afterEach(async () => {
  const broken = page.broken();
  await page.stop();
  expect(broken).toEqual([]);
});

const HOUR_MS = 3_600_000;

const heldOf = (message: InboundMessage | undefined): StoredMessage => ({
  externalId: message?.externalId ?? '',
  kind: message?.kind ?? 'comment',
  threadExternalId: message?.threadExternalId ?? '',
  reference: message?.reference ?? {},
});

describe('comments on Facebook', () => {
  test('answers to answers are reported, each with the comment it answers', async () => {
    const post = page.brandPosts('Une question pour vous');
    const first = page.sandbox.fanWrites({ kind: 'comment', text: 'Moi !', fan: 'ana', under: post });
    const answer = page.sandbox.fanWrites({ kind: 'comment', text: 'Moi aussi', fan: 'ben', under: first });
    expect(await page.find(first)).toMatchObject({
      parentExternalId: post,
      threadExternalId: post,
      postExternalId: post,
    });
    expect(await page.find(answer)).toMatchObject({ parentExternalId: first, threadExternalId: post });
  });

  test('the Page’s answer to its own answer is for the person above', async () => {
    const post = page.brandPosts('Ouvert dimanche');
    const question = await page.find(
      page.sandbox.fanWrites({ kind: 'comment', text: 'À quelle heure ?', under: post }),
    );
    const { externalId } = await facebook.perform(
      page.channel,
      actionOn(facebook, 'reply', question, { text: 'À 10 h' }),
    );
    const own = await page.find(externalId ?? '');
    const more = await facebook.perform(page.channel, actionOn(facebook, 'reply', own, { text: 'Et jusqu’à 18 h' }));
    expect(await page.find(more.externalId ?? '')).toMatchObject({
      direction: 'outbound',
      contactExternalId: question?.author.externalId,
    });
  });

  test('comments on an ad are marked as such, and so is the post', async () => {
    const id = page.sandbox.fanWrites({ kind: 'comment', text: 'Livré en Corse ?', variant: 'ad' });
    expect(await page.find(id)).toMatchObject({ kind: 'comment', variant: 'ad' });
    const { posts } = await page.pushed();
    expect(posts.at(-1)).toMatchObject({ variant: 'ad', isOwn: true });
  });

  test('a Page whose ads may not be read keeps its comments', async () => {
    page.sandbox.withhold?.('ads_read');
    const post = page.brandPosts('Bonjour');
    const id = page.sandbox.fanWrites({ kind: 'comment', text: 'Coucou', under: post });
    const read: string[] = [];
    const unreadable: unknown[] = [];
    for await (const { events, unreadableKinds } of facebook.pull(page.channel, undefined)) {
      read.push(...messagesIn(events).map(({ externalId }) => externalId));
      unreadable.push(unreadableKinds?.comment);
    }
    expect(read).toContain(id);
    expect(unreadable).not.toContainEqual(expect.anything());
  });

  test('comments of invisible people have no name, and their authors cannot be blocked', async () => {
    const post = page.brandPosts('Bonjour');
    const id = page.sandbox.fanWrites({ kind: 'comment', text: 'Coucou', fan: 'stranger', under: post });
    const message = await page.find(id);
    expect(message).toMatchObject({
      author: { externalId: `unknown:${id}`, name: '' },
      reference: { author: 'unknown' },
    });
    await expect(facebook.perform(page.channel, actionOn(facebook, 'block', message))).rejects.toMatchObject({
      kind: 'refused',
      reason: 'author_unknown',
    });
  });

  test('a comment that was hidden or shown on the network is reported', async () => {
    const post = page.brandPosts('Bonjour');
    const id = page.sandbox.fanWrites({ kind: 'comment', text: 'Spam', under: post });
    const message = await page.find(id);
    const { cursor } = await page.pull();
    await facebook.perform(page.channel, actionOn(facebook, 'hide', message));
    page.channel.advance(3_600_000);
    const { events, cursor: later } = await page.pull(cursor);
    expect(events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: true });
    await facebook.perform(page.channel, actionOn(facebook, 'unhide', message));
    page.channel.advance(3_600_000);
    expect((await page.pull(later)).events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: false });
  });

  test('the back-fill is reported as done when all history was read', async () => {
    page.sandbox.fanWrites({ kind: 'comment', text: 'Un', under: page.brandPosts('Un') });
    const pages = [];
    for await (const one of facebook.pull(page.channel, null)) pages.push(one);
    expect(pages.at(-1)?.backfill?.isDone).toBe(true);
    expect(pages.at(-1)?.unreadableKinds).toEqual({});
    expect(pages.flatMap(({ posts = [] }) => posts)).toContainEqual(
      expect.objectContaining({ text: 'Un', counts: { replies: 1 } }),
    );
  });

  test('a list cursor that a deletion made invalid starts again', async () => {
    const post = page.brandPosts('Concours');
    const written = Array.from({ length: 130 }, (_, number) =>
      page.sandbox.fanWrites({ kind: 'comment', text: `Moi ${number}`, under: post }),
    );
    let cursor: unknown = null;
    for await (const one of facebook.pull(page.channel, null)) {
      cursor = JSON.parse(JSON.stringify(one.cursor));
      break;
    }
    // The next page begins after the deleted comment; a new one keeps the count unchanged.
    page.sandbox.fanDeletes(written[30] ?? '');
    const old = page.sandbox.fanWrites({ kind: 'comment', text: 'Hier', under: post, agoMs: 86_400_000 });
    const { events } = await page.pull(cursor);
    const rest = new Set(messagesIn(events).map(({ externalId }) => externalId));
    expect(rest).toEqual(new Set([...written.slice(0, 30), old]));
  });

  test('a post with new comments during its reading continues where that stopped', async () => {
    const post = page.brandPosts('Concours');
    const write = (text: string, agoMs = 0) => page.sandbox.fanWrites({ kind: 'comment', text, under: post, agoMs });
    const written = Array.from({ length: 250 }, (_, number) => write(`Moi ${number}`, (250 - number) * 60_000));
    let cursor: unknown = null;
    const seen = new Set<string>();
    // Each job stops after its first page, and meanwhile somebody writes.
    for (let jobs = 0; jobs < 6; jobs += 1) {
      for await (const one of facebook.pull(page.channel, cursor)) {
        cursor = JSON.parse(JSON.stringify(one.cursor));
        for (const { externalId } of messagesIn(one.events)) seen.add(externalId);
        break;
      }
      if (jobs < 3) written.push(write(`Encore ${jobs}`));
    }
    expect(seen).toEqual(new Set(written));
  });

  test('a post is read again with everything under it, and counted as the network counts', async () => {
    const post = page.brandPosts('Avis ?');
    const first = page.sandbox.fanWrites({ kind: 'comment', text: 'Oui', under: post });
    const answer = page.sandbox.fanWrites({ kind: 'comment', text: 'Non', under: first });
    const events: InboundEvent[] = [];
    for await (const one of facebook.rereadPost?.(page.channel, post) ?? []) events.push(...one.events);
    expect(
      messagesIn(events)
        .map(({ externalId }) => externalId)
        .sort(),
    ).toEqual([first, answer].sort());
    const counts = await facebook.reportedCounts(page.channel, [post, `${page.channel.account.externalId}_1`]);
    expect(counts).toEqual(new Map([[post, 2]]));
  });
});

describe('posts by other people on Facebook', () => {
  test('comments under a visitor’s post belong to its mention', async () => {
    const id = page.sandbox.fanWrites({ kind: 'mention', text: 'Merci pour la visite', fan: 'ana' });
    const below = page.sandbox.fanWrites({ kind: 'mention', text: 'J’y étais aussi', fan: 'ben', under: id });
    expect(await page.find(id)).toMatchObject({ variant: 'visitor_post', threadExternalId: id });
    expect(await page.find(below)).toMatchObject({ kind: 'mention', threadExternalId: id, parentExternalId: id });
    const answer = actionOn(facebook, 'reply', await page.find(id), { text: 'Avec plaisir' });
    const { externalId } = await facebook.perform(page.channel, answer);
    const visitor = await page.find(id);
    expect(await page.find(externalId ?? '')).toMatchObject({
      direction: 'outbound',
      contactExternalId: visitor?.author.externalId,
    });
  });

  test('a post elsewhere that tags the Page is a mention that cannot be hidden', async () => {
    const message = await page.find(
      page.sandbox.fanWrites({ kind: 'mention', text: 'Chez @Atelier Lumen', variant: 'tag' }),
    );
    expect(message).toMatchObject({ kind: 'mention', variant: 'tag' });
    await expect(facebook.perform(page.channel, actionOn(facebook, 'hide', message))).rejects.toMatchObject({
      reason: 'not_own_thread',
    });
  });
});

describe('recommendations and conversations on Facebook', () => {
  test('a review has stars where the network has them', async () => {
    const plain = page.sandbox.fanWrites({ kind: 'review', text: 'Déçu', variant: 'not_recommended' });
    const starred = page.sandbox.fanWrites({ kind: 'review', text: 'Parfait', rating: 5 });
    const review = await page.find(plain);
    expect(review).toMatchObject({ variant: 'not_recommended', postExternalId: page.channel.account.externalId });
    expect(review).not.toHaveProperty('rating');
    expect(await page.find(starred)).toMatchObject({ variant: 'recommended', rating: 5 });
  });

  test('a withdrawn recommendation is found missing without a webhook', async () => {
    const [stays, goes] = ['Très bien', 'Bof'].map((text) => page.sandbox.fanWrites({ kind: 'review', text }));
    const { cursor } = await page.pull();
    page.sandbox.fanDeletes(goes ?? '');
    expect((await page.pull(cursor)).events).toEqual([]);
    page.channel.advance(HOUR_MS);
    const { events } = await page.pull(cursor);
    expect(events).toEqual([{ type: 'message_deleted', externalId: goes, deletedAt: expect.any(Date) as Date }]);
    page.sandbox.fanDeletes(stays ?? '');
    page.channel.advance(HOUR_MS);
    const { events: later } = await page.pull(cursor);
    // An empty list is not believed.
    expect(later.filter(({ type }) => type === 'message_deleted')).toEqual([]);
  });

  test('a recommendation is not taken for gone while the list has more pages', async () => {
    const written = Array.from({ length: 60 }, (_, number) =>
      page.sandbox.fanWrites({ kind: 'review', text: `Avis ${number}`, fan: `fan${number}`, agoMs: number * HOUR_MS }),
    );
    const { cursor } = await page.pull();
    const more = Array.from({ length: 20 }, (_, number) =>
      page.sandbox.fanWrites({ kind: 'review', text: `Plus ${number}`, fan: `autre${number}` }),
    );
    const goes = written[45] ?? '';
    page.sandbox.fanDeletes(goes);
    page.channel.advance(HOUR_MS);
    const { events } = await page.pull(cursor);
    expect(events.flatMap((event) => (event.type === 'message_deleted' ? event.externalId : []))).toEqual([goes]);
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual(expect.arrayContaining(more));
  });

  test('the 20 latest messages of a conversation are read first, then only new ones', async () => {
    const written = Array.from({ length: 25 }, (_, number) =>
      page.sandbox.fanWrites({ kind: 'message', text: `Ligne ${number}` }),
    );
    const { events, cursor } = await page.pull();
    expect(messagesIn(events).map(({ externalId }) => externalId)).toEqual(written.slice(5));
    const next = page.sandbox.fanWrites({ kind: 'message', text: 'Encore' });
    expect(messagesIn((await page.pull(cursor)).events).map(({ externalId }) => externalId)).toEqual([next]);
  });

  test('Facebook messages can be read again by their ids', async () => {
    const post = page.brandPosts('Bonjour');
    const [kept, lost] = ['Reste', 'Part'].map((text) =>
      page.sandbox.fanWrites({ kind: 'comment', text, under: post }),
    );
    const direct = page.sandbox.fanWrites({ kind: 'message', text: 'En privé' });
    const review = page.sandbox.fanWrites({ kind: 'review', text: 'Bien' });
    const taken = page.sandbox.fanWrites({ kind: 'review', text: 'Mal' });
    const held = await Promise.all(
      [kept, lost, direct, review, taken].map(async (id) => heldOf(await page.find(id ?? ''))),
    );
    page.sandbox.fanDeletes(taken);
    page.sandbox.fanEdits(kept ?? '', 'Reste ici');
    page.sandbox.fanDeletes(lost ?? '');
    const events = await facebook.recheck?.(page.channel, held);
    expect(events).toContainEqual(
      expect.objectContaining({ externalId: kept, text: 'Reste ici', editedAt: expect.any(Date) }),
    );
    expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: lost }));
    expect(events).toContainEqual(expect.objectContaining({ externalId: direct, text: 'En privé' }));
    expect(events).toContainEqual(expect.objectContaining({ externalId: review, text: 'Bien' }));
    expect(events).toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: taken }));
  });
});
