import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { Traffic } from './traffic.ts';
import { waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '1';

/** Empties the queue's store, be it Redis or Postgres. */
async function wipeQueue(): Promise<void> {
  if (process.env.REDIS_URL) {
    const redis = new Redis(process.env.REDIS_URL);
    await redis.flushdb();
    redis.disconnect();
    return;
  }
  const { prisma } = database();
  const tables = await prisma.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`;
  expect(tables.length).toBeGreaterThan(0);
  const truncate = `TRUNCATE ${tables.map(({ name }) => name).join(', ')}`;
  // It locks all tables at once and the worker one after the other, so that Postgres may end it as a deadlock.
  await waitFor('the queue is emptied', async () => await prisma.$executeRawUnsafe(truncate).then(() => true));
}

test('emptying the queue again and again while work is under way loses nothing', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const traffic = new Traffic(brand, random);
  traffic.write(10);
  await brand.pull();
  startWorker();
  for (let round = 0; round < 8; round += 1) {
    traffic.write(5);
    for (let count = 0; count < 4; count += 1) await traffic.answer();
    await traffic.pullNow();
    await random.pause(1_500);
    await wipeQueue();
  }
  await waitUntilInSync(brand);
  expect(brand.answers()).toHaveLength(32);

  // A worker that was running while the queue was emptied still gets new jobs.
  await traffic.answer();
  await waitFor('a reply written afterwards is sent', () => brand.answers().length === 33);
});
