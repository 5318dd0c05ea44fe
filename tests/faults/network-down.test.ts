import { expect, test } from 'vitest';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import type { Fault } from '#tests/networks/bluesky/stand-in/stand-in.ts';
import { Traffic } from './traffic.ts';
import { waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const html: Fault = { kind: 'answer', status: 500, body: '<html>Oops</html>' };
const brokenJson: Fault = { kind: 'answer', status: 200, body: '{"notifications": "none' };
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

test('every message and reply arrives once although the network rate limits, fails, sends garbage, hangs up and falls silent', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const traffic = new Traffic(brand, random);
  traffic.write(15);
  await brand.pull();
  for (let count = 0; count < 12; count += 1) await traffic.answer();
  traffic.write(15);
  for (const fault of random.shuffle([limited(), limited(), html, brokenJson, silence, ...cuts])) {
    brand.standIn.fail(/createRecord/, fault);
  }
  for (const fault of random.shuffle([limited(), html, brokenJson, silence]))
    brand.standIn.fail(/listNotifications/, fault);
  brand.standIn.fail(/getPosts/, random.pick([html, brokenJson, silence]));
  brand.standIn.fail(/getRecord/, random.pick([html, limited()]));
  startWorker();
  await waitUntilInSync(brand, 90_000);
  expect(brand.answers()).toHaveLength(12);
  const states = await brand.actionStates();
  expect(states.filter((state) => state === 'done')).toHaveLength(12);
});

test('a network that never answers delays its own channel and no other', async () => {
  const [silent, lively] = [await aBrand(), await aBrand()];
  for (let call = 0; call < 200; call += 1) silent.standIn.fail(/./, silence);
  for (const brand of [silent, lively]) {
    const traffic = new Traffic(brand, seededRandom());
    traffic.write(5);
    await traffic.pullNow();
  }
  startWorker();
  await waitFor('the silent network is called', () => silent.standIn.calls.length > 1);
  const failedPulls = async () => (await silent.channel({})).failedPulls;
  await waitUntilInSync(lively);
  // The call to the silent network has not even run into its time limit.
  expect(await failedPulls()).toBe(0);
  await waitFor('the call to the silent network is given up', failedPulls, { until: (count) => count > 0 });
});
