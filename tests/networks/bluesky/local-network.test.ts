import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { type BlueskyNetwork, startBlueskyNetwork } from './start-network.ts';

let network: BlueskyNetwork;

beforeAll(async () => {
  network = await startBlueskyNetwork({ postgresUrl: inject('templateOwnerUrl') });
});

afterAll(() => network?.stop());

test("a fan's answer reaches the brand, and a follow-up joins the same thread", async () => {
  const brand = await network.createAccount({ handle: 'brand.test' });
  const fan = await network.createAccount({ handle: 'fan.test' });
  const post = await brand.post('Le nouveau Guji est arrivé.');
  // The app view announces an answer only when it has seen what is answered.
  await network.flush();
  const question = await fan.reply(post.uri, 'Il existe en 1 kg ?');
  await network.flush();
  const answer = await brand.reply(question.uri, 'Dès lundi.');
  await network.flush();
  await fan.reply(answer.uri, 'Merci @brand.test !');
  await network.flush();

  const { data } = await brand.agent.listNotifications({ reasons: ['reply', 'mention'] });
  expect(data.notifications.map(({ reason, author }) => [reason, author.handle])).toEqual([
    ['mention', 'fan.test'], // an answer that mentions the brand is announced once, and so
    ['reply', 'fan.test'],
  ]);
  const thread = await fan.readThread(post.uri);
  expect(thread?.replies[0]?.replies[0]?.replies[0]?.text).toBe('Merci @brand.test !');
});

test('a hidden answer leaves the list, a deleted one is gone', async () => {
  const odette = await network.createAccount({ handle: 'odette.test' });
  const gaston = await network.createAccount({ handle: 'gaston.test' });
  const post = await odette.post('One question a day.');
  const hidden = await gaston.reply(post.uri, 'Buy followers here');
  const regretted = await gaston.reply(post.uri, 'Never mind');
  await odette.agent.com.atproto.repo.putRecord({
    repo: odette.did,
    collection: 'app.bsky.feed.threadgate',
    rkey: post.uri.split('/').at(-1) ?? '',
    record: { post: post.uri, createdAt: new Date().toISOString(), hiddenReplies: [hidden.uri] },
  });
  await gaston.delete(regretted.uri);
  await network.flush();

  expect(await gaston.isHidden(hidden.uri)).toBe(true);
  expect(await gaston.listReplies(post.uri)).toEqual([]);
  expect(await gaston.readThread(regretted.uri)).toBeUndefined();
});

test('a picture is published with its description and can be downloaded', async () => {
  const fan = await network.createAccount({ handle: 'painter.test' });
  const pixel = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const picture = { data: pixel, mimeType: 'image/png', alt: 'A red dot', width: 1, height: 1 };
  const { uri } = await fan.post('Look', { pictures: [picture] });
  await network.flush();

  const [image] = (await fan.readThread(uri))?.images ?? [];
  expect(image?.alt).toBe('A red dot');
  expect((await fetch(image?.url ?? '')).headers.get('content-type')).toMatch(/^image\//);
});

test('the local network stops without leaving a process running', async () => {
  const other = await startBlueskyNetwork({ postgresUrl: inject('templateOwnerUrl') });
  await other.stop();
  expect(() => process.kill(other.pid, 0)).toThrow();
});
