import { afterEach, expect, test } from 'vitest';
import { x } from '#lib/networks/x/connector.ts';
import type { InboundEvent } from '#lib/networks/contract.ts';
import { actionOn, messagesIn } from '../channel.ts';
import { startX } from './world.ts';

const HOUR = 3_600_000;
let world: Awaited<ReturnType<typeof startX>>;
afterEach(async () => {
  await world.stop();
});
const dollars = () => world.channel.spent() / 1_000_000;
/** What a call adds to the cost so far. */
const cost = async (act: () => Promise<unknown>) => {
  const before = dollars();
  await act();
  return Number((dollars() - before).toFixed(6));
};

/** Until six o'clock UTC of the day after tomorrow: a day ends at midnight UTC, and a test must not cross it. */
const msUntilALaterMorning = () => new Date().setUTCHours(48 + 6, 0, 0, 0) - Date.now();

test('a post is billed once a day, however often it is read', async () => {
  world = await startX();
  world.sandbox.brandPosts('Bonjour');
  world.sandbox.fanWrites({ kind: 'comment', text: 'Salut' });
  const { cursor } = await world.pull();
  expect(dollars()).toBe(0.01);
  expect(await cost(() => world.pull(cursor))).toBe(0);
  expect(await cost(() => world.pull())).toBe(0);
});

test('a quiet pull costs nothing', async () => {
  world = await startX();
  await world.pull();
  expect(dollars()).toBe(0);
});

test('on a day without news, known posts and messages are not billed again', async () => {
  world = await startX();
  const { sandbox, channel } = world;
  const post = sandbox.brandPosts('Bonjour', { agoMs: HOUR });
  for (let number = 0; number < 40; number += 1) {
    const agoMs = HOUR - number * 1_000;
    sandbox.fanWrites({ kind: 'comment', text: `Question ${number}`, under: post, agoMs });
    sandbox.fanWrites({ kind: 'mention', text: `Mention ${number}`, agoMs });
    sandbox.fanWrites({ kind: 'message', text: `Message ${number}`, agoMs });
  }
  // Nothing is left for looking at them again.
  channel.setDayBudget(0);
  let { cursor } = await world.pull();
  ({ cursor } = await world.pull(cursor));
  channel.advance(24 * HOUR);
  expect(await cost(async () => ({ cursor } = await world.pull(cursor)))).toBe(0.01);
  const late = sandbox.fanWrites({ kind: 'message', text: 'Encore une' });
  let read: InboundEvent[] = [];
  expect(await cost(async () => ({ events: read } = await world.pull(cursor)))).toBeLessThanOrEqual(0.05);
  expect(messagesIn(read).map(({ externalId }) => externalId)).toEqual([late]);
});

test('looking for edits and deletions costs no more than half of what the budget leaves for a day', async () => {
  world = await startX();
  const { sandbox, channel } = world;
  for (let number = 0; number < 30; number += 1) {
    const post = sandbox.brandPosts(`Annonce ${number}`, { agoMs: HOUR });
    sandbox.fanWrites({ kind: 'comment', text: `Question ${number}`, under: post, agoMs: HOUR - 1_000 });
  }
  channel.setDayBudget(100_000);
  let { cursor } = await world.pull();
  channel.advance(msUntilALaterMorning());
  // Each quarter of an hour of the day.
  const spent = await cost(async () => {
    for (let pull = 0; pull < 8; pull += 1) {
      ({ cursor } = await world.pull(cursor));
      channel.advance(15 * 60_000);
    }
  });
  expect(spent).toBeGreaterThan(0.03);
  expect(spent).toBeLessThanOrEqual(0.05);
  // Without a budget everything is looked at.
  channel.setDayBudget(null);
  expect(await cost(() => world.pull(cursor))).toBeGreaterThan(0.15);
});

test('the owner of the app pays less for its own posts', async () => {
  world = await startX({ options: { owner: '@MaisonParvis' } });
  world.sandbox.brandPosts('Bonjour');
  world.sandbox.fanWrites({ kind: 'comment', text: 'Salut' });
  await world.pull();
  expect(dollars()).toBe(0.002);
});

test('each action has its own price', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Salut' });
  const direct = await world.arrives({ kind: 'message', text: 'Psst' });
  const act = (
    ...[kind, on, given]: [Parameters<typeof actionOn>[1], typeof message, Parameters<typeof actionOn>[3]?]
  ) => cost(() => x.perform(world.channel, actionOn(x, kind, on, given)));
  expect(await act('reply', message, { text: 'Bonjour' })).toBe(0.01);
  expect(await act('reply', message, { text: 'Voir https://parvis.example' })).toBe(0.2);
  expect(await act('reply', direct, { text: 'Bonjour' })).toBe(0.015);
  expect(await act('hide', message)).toBe(0.005);
  expect(await act('like', message)).toBe(0.015);
  expect(await act('unlike', message)).toBe(0.01);
  expect(await act('mute', message)).toBe(0.015);
  expect(await act('unmute', message)).toBe(0.005);
});

test('the description of a picture is billed beside the post', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Salut' });
  const reply = (altText: string) => {
    const image = {
      bytes: new Uint8Array(9),
      mimeType: 'image/png',
      altText,
      publicUrl: 'https://parvis.example/1.png',
    };
    const given = { text: `Voici ${altText}`, attachments: [image] };
    return cost(() => x.perform(world.channel, actionOn(x, 'reply', message, given)));
  };
  expect(await reply('')).toBe(0.01);
  expect(await reply('La vitrine')).toBe(0.015);
});

test('without credits nothing is read for hours, and a reply is refused', async () => {
  world = await startX();
  const message = await world.arrives({ kind: 'comment', text: 'Salut' });
  world.sandbox.world.isOutOfCredits = true;
  await expect(world.pull()).rejects.toMatchObject({
    kind: 'rate_limited',
    reason: 'out_of_credits',
    retryAt: expect.any(Date),
  });
  await expect(x.perform(world.channel, actionOn(x, 'reply', message, { text: 'Bonjour' }))).rejects.toMatchObject({
    kind: 'refused',
    reason: 'out_of_credits',
  });
});
