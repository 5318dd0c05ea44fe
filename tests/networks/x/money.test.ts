import { afterEach, expect, test } from 'vitest';
import { x } from '#lib/networks/x/connector.ts';
import { actionOn } from '../channel.ts';
import { startX } from './world.ts';

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
