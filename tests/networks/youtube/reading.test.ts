import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findAllowedActions } from '#lib/networks/allowed-actions.ts';
import { youtube } from '#lib/networks/youtube/connector.ts';
import { messagesIn } from '../channel.ts';
import { startYoutube } from './start.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('comments on YouTube videos', () => {
  let world: Awaited<ReturnType<typeof startYoutube>>;
  beforeEach(async () => (world = await startYoutube()));
  afterEach(async () => {
    expect(world.sandbox.exceeded()).toEqual([]);
    await world.server.stop();
  });
  const messageOf = async (id: string) => (await world.pull()).messages.find(({ externalId }) => externalId === id);

  test('a comment has its video, its author and its thread', async () => {
    const top = world.fan('Quel tissu utilisez-vous ?');
    const reply = world.fan('Moi aussi je veux savoir', { fan: 'bao', under: top });
    const { messages, pages } = await world.pull();
    expect(messages.find(({ externalId }) => externalId === top)).toMatchObject({
      kind: 'comment',
      threadExternalId: world.video,
      postExternalId: world.video,
      text: 'Quel tissu utilisez-vous ?',
      author: { handle: 'ana', name: 'ana' },
      url: `https://www.youtube.com/watch?v=${world.video}&lc=${top}`,
    });
    expect(messages.find(({ externalId }) => externalId === reply)).toMatchObject({ parentExternalId: top });
    expect(pages.length).toBeGreaterThan(0);
  });

  test('a video is reported with its comments and the network’s count', async () => {
    const top = world.fan('Bravo');
    world.fan('Oui, bravo', { under: top });
    const { value } = await youtube.pull(world.channel, null).next();
    expect(value?.posts).toMatchObject([
      { externalId: world.video, variant: 'video', isOwn: true, text: 'Visite de l’atelier', counts: { replies: 2 } },
    ]);
    expect(await youtube.reportedCounts(world.channel, [world.video, 'unknown'])).toEqual(new Map([[world.video, 2]]));
  });

  test('all replies are read where a thread includes only some', async () => {
    const top = world.fan('Qui vient samedi ?');
    const replies = Array.from({ length: 130 }, (_, number) => world.fan(`Moi ${number}`, { under: top }));
    const { messages } = await world.pull();
    expect(messages.map(({ externalId }) => externalId).toSorted()).toEqual([top, ...replies].toSorted());
  });

  test('a new reply to a thread of last week is found, and nothing else is reported', async () => {
    const old = world.fan('Ancien fil', { agoMs: 7 * DAY });
    for (let number = 0; number < 120; number += 1) world.fan(`Fil ${number}`, { agoMs: 6 * DAY });
    await world.pull();
    const reply = world.fan('Et maintenant ?', { under: old, fan: 'bao' });
    let found: string[] = [];
    for (let rounds = 0; rounds < 3 && found.length === 0; rounds += 1) {
      world.advance(6 * MINUTE);
      found = (await world.pull()).messages.map(({ externalId }) => externalId);
    }
    expect(found).toEqual([reply]);
  });

  test('comments older than 90 days are not reported, but new replies to them are', async () => {
    const old = world.fan('Il y a longtemps', { agoMs: 100 * DAY });
    expect((await world.pull()).messages).toEqual([]);
    const reply = world.fan('Toujours valable ?', { under: old });
    expect((await world.pull()).messages.map(({ externalId }) => externalId)).toEqual([reply]);
  });

  test('an edited reply is reported again', async () => {
    const top = world.fan('Question');
    const reply = world.fan('Reponse', { under: top });
    await world.pull();
    world.sandbox.fanEdits(reply, 'Réponse');
    expect(await messageOf(reply)).toMatchObject({ text: 'Réponse', editedAt: expect.any(Date) });
  });

  test('a reply is found although another reply of its thread was deleted between two reads', async () => {
    const top = world.fan('Question');
    const deleted = world.fan('Réponse', { under: top });
    await world.pull();
    world.sandbox.fanDeletes(deleted);
    const added = world.fan('Une autre réponse', { under: top, fan: 'bao' });
    const found: string[] = [];
    for (let rounds = 0; rounds < 3; rounds += 1) {
      world.advance(6 * MINUTE);
      found.push(...(await world.pull()).messages.map(({ externalId }) => externalId));
    }
    expect(found).toEqual([added]);
  });

  test('a deleted thread deletes its replies', async () => {
    const top = world.fan('Question');
    const reply = world.fan('Réponse', { under: top });
    await world.pull();
    world.sandbox.fanDeletes(top);
    world.advance(6 * MINUTE);
    const deleted = (await world.pull()).events.filter(({ type }) => type === 'message_deleted');
    expect(deleted).toMatchObject([{ externalId: top }, { externalId: reply }]);
  });

  test('people with deleted channels stay separate', async () => {
    world.fan('Un', { fan: 'ghost', variant: 'author_gone' });
    world.fan('Deux', { fan: 'ghost', variant: 'author_gone' });
    const { messages } = await world.pull();
    expect(new Set(messages.map(({ author }) => author.externalId)).size).toBe(2);
    expect(messages.every(({ reference }) => reference?.isAuthorKnown === 'false')).toBe(true);
  });

  test('a picture in a comment is an attachment', async () => {
    const id = world.fan('Regardez', { imageUrl: 'https://yt3.ggpht.com/photo.jpg' });
    expect(await messageOf(id)).toMatchObject({
      attachments: [{ kind: 'image', url: 'https://yt3.ggpht.com/photo.jpg' }],
    });
  });

  describe('withheld YouTube comments', () => {
    test.each(['held', 'spam'] as const)('a comment that is %s is reported as such, once', async (variant) => {
      const id = world.fan('Peut-être du pub', { variant });
      const { events } = await world.pull();
      expect(messagesIn(events)).toMatchObject([{ externalId: id, variant }]);
      expect(events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: true });
      world.advance(6 * MINUTE);
      expect((await world.pull()).events).toEqual([]);
    });

    test('a comment that was published is an ordinary one, which takes a reply', async () => {
      const id = world.fan('Un lien', { variant: 'held' });
      const held = await messageOf(id);
      await expect(world.act('reply', held, 'Merci').perform()).rejects.toMatchObject({ kind: 'refused' });
      await world.act('unhide', held).perform();
      world.advance(6 * MINUTE);
      const { events } = await world.pull();
      expect(events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: false });
      const published = messagesIn(events).find(({ externalId }) => externalId === id);
      expect(published).not.toHaveProperty('variant');
      await world.act('reply', published, 'Merci').perform();
      expect(world.sandbox.answersTo(id)).toEqual(['Merci']);
    });

    test('a withheld comment that its author deletes is reported as deleted', async () => {
      const id = world.fan('Oups', { variant: 'held' });
      await world.pull();
      world.sandbox.fanDeletes(id);
      world.advance(6 * MINUTE);
      expect((await world.pull()).events).toContainEqual(
        expect.objectContaining({ type: 'message_deleted', externalId: id }),
      );
    });

    test('a comment that the brand hides is withheld, not deleted', async () => {
      const id = world.fan('Bof');
      await world.act('hide', await messageOf(id)).perform();
      world.advance(6 * MINUTE);
      const { events } = await world.pull();
      expect(events.filter(({ type }) => type === 'message_deleted')).toEqual([]);
      expect(events).toContainEqual({ type: 'message_hidden', externalId: id, hidden: true });
    });

    test('the answers to a hidden comment are hidden too, not deleted', async () => {
      const id = world.fan('Bof');
      const [stays, goes] = [world.fan('Moi je trouve ça bien', { under: id }), world.fan('Moi aussi', { under: id })];
      const { messages } = await world.pull();
      await world
        .act(
          'hide',
          messages.find(({ externalId }) => externalId === id),
        )
        .perform();
      world.advance(6 * MINUTE);
      const deletedIn = (events: readonly { type: string }[] = []) =>
        events.filter(({ type }) => type === 'message_deleted');
      expect(deletedIn((await world.pull()).events)).toEqual([]);
      const held = messages.map((message) => ({ ...message, reference: message.reference ?? {} }));
      expect(deletedIn(await youtube.recheck?.(world.channel, held))).toEqual([]);
      await world
        .act(
          'unhide',
          messages.find(({ externalId }) => externalId === id),
        )
        .perform();
      world.sandbox.fanDeletes(goes);
      world.advance(6 * MINUTE);
      const found = [...(await world.pull()).events];
      world.advance(6 * MINUTE);
      found.push(...(await world.pull()).events);
      expect(deletedIn(found)).toMatchObject([{ externalId: goes }]);
      expect(found).not.toContainEqual(expect.objectContaining({ type: 'message_deleted', externalId: stays }));
    });
  });

  test('messages read again are reported as changed, withheld or deleted', async () => {
    const kept = world.fan('Reste');
    const reply = world.fan('Reste aussi', { under: kept });
    const held = world.fan('Attend', { variant: 'held' });
    const deleted = world.fan('Part');
    const { messages } = await world.pull();
    world.sandbox.fanDeletes(deleted);
    world.sandbox.fanEdits(kept, 'Reste, corrigé');
    const events = await youtube.recheck?.(
      world.channel,
      messages.map((message) => ({ ...message, reference: message.reference ?? {} })),
    );
    const about = (id: string) => events?.find((event) => 'externalId' in event && event.externalId === id);
    expect(about(kept)).toMatchObject({ type: 'message', text: 'Reste, corrigé', postExternalId: world.video });
    expect(about(reply)).toMatchObject({ type: 'message', parentExternalId: kept });
    expect(about(held)).toMatchObject({ type: 'message', variant: 'held' });
    expect(about(deleted)).toMatchObject({ type: 'message_deleted' });
  });

  test('a video is read again completely, and an unknown one has nothing', async () => {
    const top = world.fan('Un');
    const replies = Array.from({ length: 8 }, (_, number) => world.fan(`Réponse ${number}`, { under: top }));
    const read = async (id: string) => {
      const found = [];
      for await (const { events } of youtube.rereadPost?.(world.channel, id) ?? []) found.push(...messagesIn(events));
      return found.map(({ externalId }) => externalId);
    };
    expect((await read(world.video)).toSorted()).toEqual([top, ...replies].toSorted());
    expect(await read('nothing-here')).toEqual([]);
  });

  test('the allowed actions of a closed thread are known before anybody writes', async () => {
    const id = world.fan('Bonjour');
    const message = await messageOf(id);
    const offers = (reference: Record<string, string>, isHidden = false) =>
      findAllowedActions(
        youtube,
        {
          kind: 'comment',
          variant: null,
          isOwnPost: true,
          lastInboundAt: new Date(),
          repliedAt: [],
          message: {
            externalId: id,
            direction: 'inbound',
            createdAt: new Date(),
            isHidden,
            isTopLevel: true,
            privatelyRepliedAt: null,
            reference,
          },
        },
        { rights: {}, app: world.app },
        new Date(),
      );
    expect(message?.reference).toMatchObject({ canReply: 'true' });
    expect(offers(message?.reference ?? {}).reply).toEqual({ can: true });
    expect(offers({ canReply: 'false' }).reply).toEqual({ can: false, reason: 'replies_not_allowed' });
    expect(offers({}, true).reply).toEqual({ can: false, reason: 'target_hidden' });
    expect(offers({ isAuthorKnown: 'false' }).block).toEqual({ can: false, reason: 'author_unknown' });
    expect(offers({}).like).toEqual({ can: false, reason: 'not_offered' });
  });
});
