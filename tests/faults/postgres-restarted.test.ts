import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '#scripts/postgres/free-port.ts';
import { startPostgres } from '#scripts/postgres.ts';
import { runNode } from '#scripts/run-node.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { until } from '#tests/support/until.ts';
import { Crowd } from './crowd.ts';
import { findWrongs, untilAllIsRight } from './proof.ts';
import { startWorker } from './worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** A Postgres of this file's own, that goes down and comes back on the same files and port. */
async function aPostgres() {
  const options = { dataDir: mkdtempSync(join(tmpdir(), 'parvis-faults-')), port: await freePort(), durable: false };
  let server = await startPostgres(options);
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: server.url, PARVIS_MIGRATE_DATABASE_URL: server.ownerUrl },
  });
  return {
    url: server.url,
    ownerUrl: server.ownerUrl,
    /** `kill`: as a power cut does; `stop`: as an operator does, who ends all connections. */
    goDown: async (how: 'kill' | 'stop') => {
      if (how === 'stop') return await server.stop();
      process.kill(server.pid, 'SIGKILL');
      await server.exited;
    },
    comeBack: async () => {
      server = await startPostgres(options);
    },
    remove: async () => {
      await server.stop();
      rmSync(options.dataDir, { recursive: true, force: true });
    },
  };
}

const postgres = await aPostgres();
process.env.DATABASE_URL = postgres.url;
process.env.PARVIS_TEST_OWNER_URL = postgres.ownerUrl;
afterAll(async () => {
  await closeQueues();
  await closeDatabase();
  await postgres.remove();
});

test('a database that goes down under load and comes back: what was taken is done once, what was refused is not half done', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const crowd = new Crowd(brand, random);
  crowd.write(10);
  await brand.pull();
  const worker = startWorker();

  const told = { taken: 0, refused: 0 };
  let isOver = false;
  // The web: members answer without a pause, and see what becomes of it.
  const members = [0, 1].map(async () => {
    while (!isOver) {
      const isTaken = await crowd.answer().then(
        () => true,
        () => false,
      );
      told[isTaken ? 'taken' : 'refused'] += 1;
      await sleep(random.upTo(isTaken ? 150 : 400));
    }
  });
  for (const how of random.shuffle(['kill', 'kill', 'stop'] as const)) {
    crowd.write(5);
    await sleep(random.upTo(1_500));
    await postgres.goDown(how);
    await sleep(random.upTo(1_500));
    await postgres.comeBack();
    const before = told.taken;
    await until('members are served again', () => told.taken > before + 3);
  }
  isOver = true;
  await Promise.all(members);

  await untilAllIsRight(brand);
  expect(await findWrongs(brand)).toEqual([]);
  const actions = await database().prisma.action.findMany({
    where: brand.place,
    select: { messageId: true, id: true },
  });
  // A commit whose answer was lost is a reply that stands although its member was told otherwise; never the reverse.
  expect(actions.length).toBeGreaterThanOrEqual(told.taken);
  expect(actions.length).toBeLessThanOrEqual(told.taken + told.refused);
  const history = await database().prisma.itemHistory.findMany({
    where: { workspaceId: brand.workspaceId, act: 'replied' },
  });
  expect(history).toHaveLength(actions.length);
  expect(told.refused).toBeGreaterThan(0);
  process.kill(worker.pid, 0);
});

test('a worker that was there before its database starts to work when that comes', async () => {
  const brand = await aBrand();
  const crowd = new Crowd(brand, seededRandom());
  await postgres.goDown('stop');
  startWorker();
  // A worker is up within a second or two, and has tried in vain by then.
  await sleep(4_000);
  await postgres.comeBack();
  crowd.write(3);
  await untilAllIsRight(brand, 30_000);
  await crowd.answer();
  await until('the reply goes out by itself', () => brand.answers().length === 1);
});
