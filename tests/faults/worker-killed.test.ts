import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/wait-for.ts';
import { Crowd } from './traffic.ts';
import { untilAllIsRight } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

test('workers that are killed at any moment lose nothing and send nothing twice', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const crowd = new Crowd(brand, random);
  crowd.write(10);
  await brand.pull();
  for (let round = 0; round < 5; round += 1) {
    crowd.write(15);
    for (let count = 0; count < 8; count += 1) await crowd.answer();
    await crowd.lookNow();
    const before = brand.standIn.calls.length;
    const worker = startWorker();
    await until('the worker is at work', () => brand.standIn.calls.length > before);
    await sleep(random.upTo(250));
    await worker.kill();
  }
  startWorker();
  await untilAllIsRight(brand);
  expect(brand.answers().length).toBe(40);
});

test('a worker that is killed at the very moment the network takes the reply', async () => {
  const brand = await aBrand();
  const crowd = new Crowd(brand, seededRandom());
  crowd.write(3);
  await brand.pull();
  await crowd.answer();
  const worker = startWorker();
  let killed: Promise<void> | undefined;
  brand.standIn.fail(/createRecord/, { kind: 'meanwhile', act: () => void (killed = worker.kill()) });
  await until('the worker is killed', () => killed?.then(() => true), { withinMs: 15_000 });
  expect(brand.answers()).toHaveLength(1);
  startWorker();
  await untilAllIsRight(brand);
  expect(brand.answers()).toHaveLength(1);
});

test('a worker that is killed in the middle of reading: the next one reads on', async () => {
  const brand = await aBrand();
  const crowd = new Crowd(brand, seededRandom());
  crowd.write(180);
  const worker = startWorker();
  let killed: Promise<void> | undefined;
  // The first page is stored by then, and more of them are to come.
  brand.standIn.fail(/getAuthorFeed/, { kind: 'meanwhile', act: () => void (killed = worker.kill()) });
  await until('the worker is killed', () => killed?.then(() => true), { withinMs: 15_000 });
  startWorker();
  await untilAllIsRight(brand);
});
