import { expect, test } from 'vitest';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { Traffic } from './traffic.ts';
import { waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

test('killing workers at random moments loses nothing and sends nothing twice', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const traffic = new Traffic(brand, random);
  traffic.write(10);
  await brand.pull();
  for (let round = 0; round < 5; round += 1) {
    traffic.write(15);
    for (let count = 0; count < 8; count += 1) await traffic.answer();
    await traffic.pullNow();
    const before = brand.standIn.calls.length;
    const worker = startWorker();
    await waitFor('the worker calls the network', () => brand.standIn.calls.length > before);
    await random.pause(250);
    await worker.kill();
  }
  startWorker();
  await waitUntilInSync(brand);
  expect(brand.answers().length).toBe(40);
});

test('a reply is sent once although the worker is killed the moment the network accepts it', async () => {
  const brand = await aBrand();
  const traffic = new Traffic(brand, seededRandom());
  traffic.write(3);
  await brand.pull();
  await traffic.answer();
  const worker = startWorker();
  let killed: Promise<void> | undefined;
  brand.standIn.fail(/createRecord/, { kind: 'meanwhile', act: () => void (killed = worker.kill()) });
  await waitFor('the worker is killed', () => killed?.then(() => true));
  expect(brand.answers()).toHaveLength(1);
  startWorker();
  await waitUntilInSync(brand);
  expect(brand.answers()).toHaveLength(1);
});

test('when a worker is killed in the middle of a pull, the next one continues it', async () => {
  const brand = await aBrand();
  const traffic = new Traffic(brand, seededRandom());
  traffic.write(180);
  const worker = startWorker();
  let killed: Promise<void> | undefined;
  // The first page is stored by then, and more of them are to come.
  brand.standIn.fail(/getAuthorFeed/, { kind: 'meanwhile', act: () => void (killed = worker.kill()) });
  await waitFor('the worker is killed', () => killed?.then(() => true));
  startWorker();
  await waitUntilInSync(brand);
});
