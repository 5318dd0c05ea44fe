import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { database } from '#tests/support/owner-database.ts';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/wait-for.ts';
import { Crowd } from './traffic.ts';
import { untilAllIsRight } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '1';

/** Empties the queue's store, whichever it is. */
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
  // It waits for every table at once, the worker for one after the other: the database ends one of them.
  await until('the queue is emptied', async () => await prisma.$executeRawUnsafe(truncate).then(() => true));
}

test('a queue that is emptied again and again in mid-flight loses nothing', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const crowd = new Crowd(brand, random);
  crowd.write(10);
  await brand.pull();
  startWorker();
  for (let round = 0; round < 8; round += 1) {
    crowd.write(5);
    for (let count = 0; count < 4; count += 1) await crowd.answer();
    await crowd.lookNow();
    await sleep(random.upTo(1_500));
    await wipeQueue();
  }
  await untilAllIsRight(brand);
  expect(brand.answers()).toHaveLength(32);

  // Whoever was there when it was emptied still hears of what is new.
  await crowd.answer();
  await until('a reply after all that goes out', () => brand.answers().length === 33);
});
