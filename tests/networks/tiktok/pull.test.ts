import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tiktok } from '#lib/networks/tiktok/connector.ts';
import { BRAND } from '#sandbox/tiktok/world.ts';
import { aTikTok, DAY_MS, MINUTE_MS, type TikTok } from './world.ts';

let world: TikTok;
let video: string;
beforeEach(async () => {
  world = await aTikTok();
  video = world.sandbox.brandPosts('Nos nouveautés sont là');
});
afterEach(() => world.stop());

const says = (text: string, given: { fan?: string; under?: string; agoMs?: number } = {}) =>
  world.sandbox.fanWrites({ kind: 'comment', text, under: video, ...given });
const ids = (messages: { externalId: string }[]) => messages.map(({ externalId }) => externalId);
const deleted = (externalId: string) => expect.objectContaining({ type: 'message_deleted', externalId });

describe('comments on TikTok', () => {
  test('a reply under an old comment is found with the comment it answers', async () => {
    const top = says('Quel est le prix ?');
    const { cursor } = await world.pull();
    const reply = says('Moi aussi je veux savoir', { fan: 'bob', under: top });
    const { messages } = await world.pull(cursor);
    expect(ids(messages)).toEqual([reply]);
    expect(messages[0]).toMatchObject({
      parentExternalId: top,
      threadExternalId: video,
      author: { externalId: 'u_bob' },
    });
  });

  test('all replies are read where a comment includes only some', async () => {
    const top = says('Vos avis ?');
    const replies = Array.from({ length: 40 }, (_, number) => says(`Avis ${number}`, { fan: 'bob', under: top }));
    expect(ids((await world.pull()).messages).sort()).toEqual([top, ...replies].toSorted());
  });

  test('the comments of a video are read to the end, page by page', async () => {
    const written = Array.from({ length: 130 }, (_, number) => says(`Message ${number}`));
    const { messages, pages } = await world.pull();
    expect(ids(messages).sort()).toEqual(written.toSorted());
    expect(pages[0]?.backfill?.isDone).toBe(false);
    expect(pages.at(-1)?.backfill).toEqual({ reachedAt: expect.any(Date), isDone: true });
  });

  test('more comments than the cursor holds are reported once each, and new ones are still found', async () => {
    const written = Array.from({ length: 900 }, (_, number) =>
      says(`Message ${number}`, { agoMs: (900 - number) * MINUTE_MS }),
    );
    const seen: string[] = [];
    let cursor: unknown = null;
    for (let pulls = 0; pulls < 4; pulls += 1) {
      const pulled = await world.pull(cursor);
      seen.push(...ids(pulled.messages));
      cursor = pulled.cursor;
    }
    expect(seen.toSorted()).toEqual(written.toSorted());
    expect(JSON.stringify(cursor).length).toBeLessThan(50_000);
    const fresh = says('Et un de plus');
    expect(ids((await world.pull(cursor)).messages)).toEqual([fresh]);
  });

  test('comments that were dropped from the cursor are not reported again', async () => {
    for (let number = 0; number < 40; number += 1) says(`Ancien ${number}`, { agoMs: 2 * DAY_MS });
    const other = world.sandbox.brandPosts('La vidéo du jour');
    for (let number = 0; number < 700; number += 1) says(`Message ${number}`, { under: other });
    const { cursor } = await world.pull((await world.pull()).cursor);
    const fresh = says('Je découvre');
    expect(ids((await world.pull(cursor)).messages)).toEqual([fresh]);
  });

  test('comments older than 90 days are not read', async () => {
    says('Il y a longtemps', { agoMs: 91 * DAY_MS });
    const recent = says('Récemment', { agoMs: 89 * DAY_MS });
    expect(ids((await world.pull()).messages)).toEqual([recent]);
  });

  test('videos with an unchanged count are not read again', async () => {
    says('Bonjour');
    const { cursor } = await world.pull();
    world.calls.length = 0;
    await world.pull(cursor);
    expect(world.callsOf('business/video/list')).toBe(1);
    expect(world.callsOf('business/comment/list')).toBe(0);
  });

  test('a deleted comment is noticed, and its replies with it', async () => {
    const top = says('Oups');
    const reply = says('Quoi donc ?', { under: top });
    const other = says('Bonjour');
    const { cursor } = await world.pull();
    world.sandbox.fanDeletes(top);
    const { events } = await world.pull(cursor);
    expect(events).toEqual(expect.arrayContaining([deleted(top), deleted(reply)]));
    expect(events).not.toContainEqual(deleted(other));
  });

  test('a deleted reply is noticed', async () => {
    const top = says('Une question');
    const reply = says('Une bêtise', { under: top });
    const { cursor } = await world.pull();
    world.sandbox.fanDeletes(reply);
    expect((await world.pull(cursor)).events).toContainEqual(deleted(reply));
  });

  test('a deleted and a new comment leave the count unchanged, and are found in turn', async () => {
    const gone = says('Je m’en vais');
    const { cursor } = await world.pull();
    world.sandbox.fanDeletes(gone);
    const come = says('J’arrive');
    world.pass(2 * MINUTE_MS);
    const { events, messages } = await world.pull(cursor);
    expect(events).toContainEqual(deleted(gone));
    expect(ids(messages)).toEqual([come]);
  });

  test.each([1, 6])(
    'of %i replies, a deleted and a new one leave the count unchanged, and are found',
    async (count) => {
      const top = says('Vos avis ?');
      const replies = Array.from({ length: count }, (_, number) => says(`Avis ${number}`, { fan: 'bob', under: top }));
      const { cursor } = await world.pull();
      const [gone = ''] = replies.slice(-1);
      world.sandbox.fanDeletes(gone);
      const come = says('J’arrive', { fan: 'bob', under: top });
      world.pass(2 * MINUTE_MS);
      const { events, messages } = await world.pull(cursor);
      expect(events).toContainEqual(deleted(gone));
      expect(ids(messages)).toEqual([come]);
    },
  );

  test('replies to a hidden comment cannot be read, and are found once it is shown again', async () => {
    const top = says('Vos avis ?');
    const known = Array.from({ length: 5 }, (_, number) => says(`Avis ${number}`, { fan: 'bob', under: top }));
    const { cursor } = await world.pull();
    const held = world.sandbox.world.comments.get(top);
    if (!held) throw new Error('it was not written');
    held.isHidden = true;
    const late = says('Trop tard', { fan: 'bob', under: top });
    world.pass(2 * MINUTE_MS);
    const meanwhile = await world.pull(cursor);
    expect(meanwhile.events).toEqual([{ type: 'message_hidden', externalId: top, hidden: true }]);
    held.isHidden = false;
    world.pass(2 * MINUTE_MS);
    const { events, messages } = await world.pull(meanwhile.cursor);
    expect(ids(messages)).toEqual([late]);
    for (const id of known) expect(events).not.toContainEqual(deleted(id));
  });

  test.each([0, 1, 2, 3])(
    'under each of four long discussions a deleted and a new reply are found, also by looks a day apart (%i)',
    async (which) => {
      const tops = ['Un', 'Deux', 'Trois', 'Quatre'].map((text) => says(text));
      const replies = tops.map((under) =>
        Array.from({ length: 5 }, (_, number) => says(`Avis ${number}`, { fan: 'bob', under })),
      );
      let { cursor } = await world.pull();
      world.sandbox.fanDeletes(replies[which]?.[0] ?? '');
      const come = says('Encore un avis', { fan: 'bob', under: tops[which] ?? '' });
      const found: string[] = [];
      for (let day = 0; day < 3; day += 1) {
        world.pass(DAY_MS);
        const pulled = await world.pull(cursor);
        found.push(...ids(pulled.messages));
        cursor = pulled.cursor;
      }
      expect(found).toEqual([come]);
    },
  );

  test('a list of replies that the network does not return deletes nothing', async () => {
    const top = says('Vos avis ?');
    for (let number = 0; number < 5; number += 1) says(`Avis ${number}`, { fan: 'bob', under: top });
    const { cursor } = await world.pull();
    const late = says('Et moi', { fan: 'bob', under: top });
    const held = world.sandbox.world.comments.get(top);
    if (!held) throw new Error('it was not written');
    const take = world.faults.take.bind(world.faults);
    // Hidden between the calls for the comments and for its replies.
    world.faults.take = (...call) => {
      if (world.calls.at(-1)?.path.includes('business/comment/list')) held.isHidden = true;
      return take(...call);
    };
    const refused = await world.pull(cursor);
    world.faults.take = take;
    expect(refused.events.filter(({ type }) => type === 'message_deleted')).toEqual([]);
    held.isHidden = false;
    world.pass(2 * MINUTE_MS);
    expect(ids((await world.pull(refused.cursor)).messages)).toEqual([late]);
  });

  test('a comment that was hidden or shown elsewhere is reported', async () => {
    const id = says('Bof');
    const { cursor } = await world.pull();
    const held = world.sandbox.world.comments.get(id);
    if (!held) throw new Error('it was not written');
    held.isHidden = true;
    world.pass(2 * MINUTE_MS);
    const second = await world.pull(cursor);
    expect(second.events).toEqual([{ type: 'message_hidden', externalId: id, hidden: true }]);
    held.isHidden = false;
    world.pass(2 * MINUTE_MS);
    expect((await world.pull(second.cursor)).events).toEqual([
      { type: 'message_hidden', externalId: id, hidden: false },
    ]);
  });

  test('the brand’s own reply is for the person it answers, wherever it was written', async () => {
    const top = says('Vous livrez en Suisse ?', { fan: 'lea' });
    const { id } = world.sandbox.world.addComment({ videoId: video, parentId: top, author: BRAND, text: 'Oui !' });
    const reply = (await world.pull()).messages.find(({ externalId }) => externalId === id);
    expect(reply).toMatchObject({ direction: 'outbound', contactExternalId: 'u_lea', parentExternalId: top });
  });

  test('under its own comment, the brand’s reply answers the last other person', async () => {
    const { world: people } = world.sandbox;
    const top = people.addComment({ videoId: video, author: BRAND, text: 'Dites-nous tout' });
    says('Très beau', { fan: 'noa', under: top.id });
    const { id } = people.addComment({ videoId: video, parentId: top.id, author: BRAND, text: 'Merci !' });
    const { messages } = await world.pull();
    expect(messages.find(({ externalId }) => externalId === id)).toMatchObject({ contactExternalId: 'u_noa' });
    expect(messages.find(({ externalId }) => externalId === top.id)?.contactExternalId).toBeUndefined();
  });

  test('a deleted video does not stop the others', async () => {
    says('Bonjour');
    const other = world.sandbox.brandPosts('Une autre');
    const { cursor } = await world.pull();
    const [first] = world.sandbox.world.videos;
    if (first) first.isDeleted = true;
    world.pass(2 * MINUTE_MS);
    const fresh = says('Encore là', { under: other });
    const second = await world.pull(cursor);
    expect(ids(second.messages)).toEqual([fresh]);
    world.pass(2 * MINUTE_MS);
    expect((await world.pull(second.cursor)).messages).toEqual([]);
  });

  test('a video is reported with the network’s count', async () => {
    says('Un');
    says('Deux');
    const { pages } = await world.pull();
    const posts = pages.flatMap((page) => page.posts ?? []);
    expect(posts).toMatchObject([
      { externalId: video, isOwn: true, text: 'Nos nouveautés sont là', counts: { replies: 2 } },
    ]);
    expect(await tiktok.reportedCounts(world.channel, [video, '7'])).toEqual(new Map([[video, 2]]));
  });

  test('a video is read again completely', async () => {
    const top = says('Une question');
    const rest = Array.from({ length: 35 }, (_, number) => says(`Réponse ${number}`, { under: top }));
    const found: string[] = [];
    for await (const page of tiktok.rereadPost?.(world.channel, video) ?? []) {
      for (const event of page.events) if (event.type === 'message') found.push(event.externalId);
    }
    expect(found.toSorted()).toEqual([top, ...rest].toSorted());
  });

  test('reported comments can be read again by id', async () => {
    const kept = says('Je reste');
    const reply = says('Moi aussi', { under: kept });
    const gone = says('Je pars');
    const { messages } = await world.pull();
    world.sandbox.fanDeletes(gone);
    const held = messages.map(({ externalId, kind, threadExternalId, reference = {} }) => ({
      externalId,
      kind,
      threadExternalId,
      reference,
    }));
    const events = (await tiktok.recheck?.(world.channel, held)) ?? [];
    expect(events).toContainEqual(deleted(gone));
    for (const externalId of [kept, reply]) {
      expect(events).toContainEqual(expect.objectContaining({ type: 'message', externalId }));
    }
  });
});

describe('what a TikTok account may read', () => {
  test('without a permission the rest is read, and the missing kind is reported once', async () => {
    await world.stop();
    world = await aTikTok({ input: { scope: 'user.info.basic,video.list,comment.list' } });
    video = world.sandbox.brandPosts('Bonjour');
    const id = says('Coucou');
    const { messages, pages, cursor } = await world.pull();
    expect(ids(messages)).toEqual([id]);
    expect(pages.flatMap((page) => page.unreadableKinds ?? [])).toEqual([
      { message: 'missing_permission', mention: 'missing_permission' },
    ]);
    expect((await world.pull(cursor)).pages.flatMap((page) => page.unreadableKinds ?? [])).toEqual([]);
  });

  test('where comments cannot be read, the history counts as read', async () => {
    await world.stop();
    world = await aTikTok({ input: { scope: 'user.info.basic,message.list.read' } });
    const { pages } = await world.pull();
    expect(pages.at(-1)?.unreadableKinds).toMatchObject({ comment: 'missing_permission' });
    expect(pages.at(-1)?.backfill).toEqual({ reachedAt: null, isDone: true });
  });

  test.each(['FR', 'CH', 'GB', 'NO'])('an account of %s has no messages, and none are requested', async (region) => {
    await world.stop();
    world = await aTikTok({ input: { region } });
    const { pages } = await world.pull();
    expect(pages.at(-1)?.unreadableKinds).toEqual({ message: 'region_excluded' });
    expect(world.callsOf('business/message/conversation/list')).toBe(0);
  });
});
