import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { youtube } from '#lib/networks/youtube/connector.ts';
import { startYoutube } from './start.ts';

describe('actions on YouTube', () => {
  let world: Awaited<ReturnType<typeof startYoutube>>;
  beforeEach(async () => (world = await startYoutube()));
  afterEach(() => world.server.stop());
  const messageOf = async (id: string) => (await world.pull()).messages.find(({ externalId }) => externalId === id);

  test('an answer to a reply is written in the thread, starts with the name, and is for that person', async () => {
    const top = world.fan('Qui ouvre dimanche ?');
    const reply = world.fan('Lyon ?', { under: top, fan: 'bao' });
    const message = await messageOf(reply);
    const { perform, find } = world.act('reply', message, 'Lyon, oui.');
    const receipt = await perform();
    expect(await find()).toEqual(receipt);
    expect(world.sandbox.held().at(-1)).toMatchObject({ text: '@bao Lyon, oui.', direction: 'outbound' });
    const { messages } = await world.pull();
    expect(messages.find(({ externalId }) => externalId === receipt.externalId)).toMatchObject({
      direction: 'outbound',
      contactExternalId: message?.author.externalId,
      parentExternalId: reply,
    });
  });

  test('a name at the beginning of the text is not added twice', async () => {
    const top = world.fan('Question');
    const reply = await messageOf(world.fan('Et moi ?', { under: top, fan: 'bao' }));
    await world.act('reply', reply, '@bao bien sûr').perform();
    expect(world.sandbox.held().at(-1)?.text).toBe('@bao bien sûr');
  });

  test('a reply that is in the thread already is recognised, and one of another day is not', async () => {
    const message = await messageOf(world.fan('Merci !'));
    await world.act('reply', message, 'Avec plaisir').perform();
    expect(await world.act('reply', message, 'Avec plaisir').find()).not.toBeNull();
    expect(await world.act('reply', message, 'Autre chose').find()).toBeNull();
    world.advance(3_600_000 - 60_000);
    expect(await world.act('reply', message, 'Avec plaisir').find()).toBeNull();
  });

  test('deleting somebody’s comment rejects it for good', async () => {
    const id = world.fan('Insulte');
    const message = await messageOf(id);
    const { perform, find } = world.act('delete', message);
    expect(await find()).toBeNull();
    await perform();
    expect(world.sandbox.isSet('delete', id)).toBe(true);
    expect(await find()).toEqual({});
    await expect(world.act('unhide', message).perform()).rejects.toMatchObject({ kind: 'gone' });
  });

  test('blocking somebody rejects the comment and all later ones, and cannot be undone', async () => {
    const id = world.fan('Spam', { fan: 'bot' });
    const message = await messageOf(id);
    await world.act('block', message).perform();
    await world.act('block', message).perform();
    expect(world.sandbox.isSet('block', id)).toBe(true);
    expect(world.sandbox.isSet('delete', id)).toBe(true);
    const again = world.fan('Encore', { fan: 'bot' });
    expect((await world.pull()).messages.map(({ externalId }) => externalId)).not.toContain(again);
    await expect(world.act('unblock', message).perform()).rejects.toMatchObject({ reason: 'not_offered' });
  });

  test('an unreadable answer is no success, even where no content is expected', async () => {
    const id = world.fan('Bof');
    const { perform, find } = world.act('hide', await messageOf(id));
    world.faults.failNext('write', { kind: 'garbage' });
    await expect(perform()).rejects.toMatchObject({ kind: 'outcome_unknown', reason: 'unexpected_answer' });
    expect(await find()).toBeNull();
    await perform();
    expect(world.sandbox.isSet('hide', id)).toBe(true);
  });

  test('hiding a comment that its author deleted throws gone', async () => {
    const id = world.fan('Oups');
    const message = await messageOf(id);
    world.sandbox.fanDeletes(id);
    await expect(world.act('hide', message).perform()).rejects.toMatchObject({ kind: 'gone' });
  });

  test('the brand’s own reply can be deleted twice', async () => {
    const message = await messageOf(world.fan('Question'));
    const { externalId } = await world.act('reply', message, 'Mal dit').perform();
    const own = await messageOf(externalId ?? '');
    await world.act('delete', own).perform();
    await world.act('delete', own).perform();
    expect(world.sandbox.answersTo(message?.externalId ?? '')).toEqual([]);
  });

  test('a picture cannot be sent', async () => {
    const message = await messageOf(world.fan('Photo ?'));
    const { externalId = '' } = message ?? {};
    const image = {
      bytes: new Uint8Array([1]),
      mimeType: 'image/png',
      altText: '',
      publicUrl: 'https://parvis.example/image.png',
    };
    const action = youtube.perform(world.channel, {
      kind: 'reply',
      itemKind: 'comment',
      keys: {},
      progress: {},
      target: { externalId, threadExternalId: world.video, authorExternalId: 'x', reference: {} },
      text: 'Voilà',
      attachments: [image],
      requestedAt: new Date(),
    });
    await expect(action).rejects.toMatchObject({ kind: 'refused', reason: 'attachment_refused' });
  });
});

describe('YouTube’s daily units', () => {
  test('each call costs its units', async () => {
    const world = await startYoutube();
    const id = world.fan('Bonjour');
    const { messages } = await world.pull();
    // The newest threads, their videos, the comments that await approval, the spam, the thread again.
    expect(world.rateLimiter.taken).toEqual({ units: 5 });
    await world.pull();
    expect(world.rateLimiter.taken).toEqual({ units: 6 });
    await world
      .act(
        'reply',
        messages.find(({ externalId }) => externalId === id),
        'Bonjour !',
      )
      .perform();
    expect(world.rateLimiter.taken).toEqual({ units: 58 });
    await world.server.stop();
  });

  test('used-up units stop all calls until midnight Pacific time', async () => {
    const world = await startYoutube();
    world.faults.failNext('read', { kind: 'rate_limited', until: new Date(Date.now() + 26 * 3_600_000) });
    const error: unknown = await world.pull().catch((cause: unknown) => cause);
    expect(error).toMatchObject({ kind: 'rate_limited', reason: 'quota_spent', retryAt: expect.any(Date) });
    expect(world.rateLimiter.closed).toEqual({ units: (error as { retryAt: Date }).retryAt }); // as was just expected
    await world.server.stop();
  });

  test('the history uses its share of a day, and continues the next day', async () => {
    const world = await startYoutube({ daily_units: '8' });
    const written = Array.from({ length: 450 }, (_, number) =>
      world.fan(`Message ${number}`, { agoMs: number * 1000 }),
    );
    const found = new Set<string>();
    const days = [];
    for (let day = 0; day < 4; day += 1) {
      for (const { externalId } of (await world.pull()).messages) found.add(externalId);
      days.push(found.size);
      world.channel.advance(24 * 3_600_000);
    }
    expect(days[0]).toBeLessThan(written.length);
    expect(found.size).toBe(written.length);
    await world.server.stop();
  });

  test('an expired page token starts the list again', async () => {
    const world = await startYoutube();
    for (let number = 0; number < 150; number += 1) world.fan(`Message ${number}`);
    const { value } = await youtube.pull(world.channel, null).next();
    const stale = JSON.parse(JSON.stringify(value?.cursor).replace(/"token":"[^"]+"/, '"token":"bm9uZQ"'));
    const found = new Set<string>();
    for await (const { events } of youtube.pull(world.channel, stale)) {
      for (const event of events) if (event.type === 'message') found.add(event.externalId);
    }
    expect(found.size).toBe(50);
    await world.server.stop();
  });
});
