import { expect, test } from 'vitest';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/wait-for.ts';
import type { Fault } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import { Crowd } from './traffic.ts';
import { untilAllIsRight } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const html: Fault = { kind: 'answer', status: 500, body: '<html>Oops</html>' };
const garbage: Fault = { kind: 'answer', status: 200, body: '{"notifications": "none' };
const silence: Fault = { kind: 'silence' };
const limited = (): Fault => ({
  kind: 'answer',
  status: 429,
  headers: {
    'ratelimit-limit': '3000',
    'ratelimit-remaining': '0',
    'ratelimit-reset': `${Math.ceil(Date.now() / 1000) + 2}`,
  },
  body: '{"error":"RateLimitExceeded","message":"Rate Limit Exceeded"}',
});
const cuts: Fault[] = [
  { kind: 'cut', when: 'before' },
  { kind: 'cut', when: 'after' },
];

test('a network that limits, breaks, talks nonsense, cuts the line and falls silent ends with all once', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const crowd = new Crowd(brand, random);
  crowd.write(15);
  await brand.pull();
  for (let count = 0; count < 12; count += 1) await crowd.answer();
  crowd.write(15);
  for (const fault of random.shuffle([limited(), limited(), html, garbage, silence, ...cuts])) {
    brand.standIn.fail(/createRecord/, fault);
  }
  for (const fault of random.shuffle([limited(), html, garbage, silence]))
    brand.standIn.fail(/listNotifications/, fault);
  brand.standIn.fail(/getPosts/, random.pick([html, garbage, silence]));
  brand.standIn.fail(/getRecord/, random.pick([html, limited()]));
  startWorker();
  await untilAllIsRight(brand, 90_000);
  expect(brand.answers()).toHaveLength(12);
  const states = await brand.actionStates();
  expect(states.filter((state) => state === 'done')).toHaveLength(12);
});

test('a network that says nothing at all holds up its own channel and no other', async () => {
  const [silent, lively] = [await aBrand(), await aBrand()];
  for (let call = 0; call < 200; call += 1) silent.standIn.fail(/./, silence);
  const crowds = [new Crowd(silent, seededRandom()), new Crowd(lively, seededRandom())];
  for (const crowd of crowds) {
    crowd.write(5);
    await crowd.lookNow();
  }
  startWorker();
  await until('the silent network is being waited for', () => silent.standIn.calls.length > 1);
  const startedAt = Date.now();
  await untilAllIsRight(lively, 20_000);
  expect(Date.now() - startedAt).toBeLessThan(15_000);
  await until('the silence is noted', async () => (await silent.channel({})).failedPulls > 0);
});
