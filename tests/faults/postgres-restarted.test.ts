import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { freePort } from '#scripts/postgres/free-port.ts';
import { startPostgres } from '#scripts/postgres/start-postgres.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { database } from '#tests/support/owner-database.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { Traffic } from './traffic.ts';
import { findDifferences, waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

/** A Postgres of this file's own, which goes down and comes back with the same files and port. */
async function aPostgres() {
  const port = await freePort();
  const options = { dataDir: mkdtempSync(join(tmpdir(), 'parvis-faults-')), port, durable: false };
  let server = await startPostgres(options);
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: server.url, PARVIS_MIGRATE_DATABASE_URL: server.ownerUrl },
  });
  return {
    port,
    url: server.url,
    ownerUrl: server.ownerUrl,
    /** `kill`: like a power cut; `stop`: like an operator, who ends all connections. */
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

test('when Postgres goes down under load, every accepted reply is sent once and no refused reply is half stored', async () => {
  const random = seededRandom();
  const brand = await aBrand();
  const traffic = new Traffic(brand, random);
  traffic.write(10);
  await brand.pull();
  const worker = startWorker();

  const answers = { accepted: 0, refused: 0 };
  let isOver = false;
  // In the web, members reply again and again and see whether each reply was accepted.
  const members = [0, 1].map(async () => {
    while (!isOver) {
      const isAccepted = await traffic.answer().then(
        () => true,
        () => false,
      );
      answers[isAccepted ? 'accepted' : 'refused'] += 1;
      await random.pause(isAccepted ? 150 : 400);
    }
  });
  for (const how of random.shuffle(['kill', 'kill', 'stop'] as const)) {
    traffic.write(5);
    await random.pause(1_500);
    await postgres.goDown(how);
    await random.pause(1_500);
    await postgres.comeBack();
    const before = answers.accepted;
    await waitFor('members are served again', () => answers.accepted > before + 3);
  }
  isOver = true;
  await Promise.all(members);

  await waitUntilInSync(brand);
  expect(await findDifferences(brand)).toEqual([]);
  const actions = await database().prisma.action.findMany({
    where: brand.channelRef,
    select: { messageId: true, id: true },
  });
  // When the answer to a commit got lost, the reply is stored although the member saw an error; never the reverse.
  expect(actions.length).toBeGreaterThanOrEqual(answers.accepted);
  expect(actions.length).toBeLessThanOrEqual(answers.accepted + answers.refused);
  const history = await database().prisma.itemHistory.findMany({
    where: { workspaceId: brand.workspaceId, act: 'replied' },
  });
  expect(history).toHaveLength(actions.length);
  expect(answers.refused).toBeGreaterThan(0);
  process.kill(worker.pid, 0);
});

test('a worker that was started before its database begins to work once the database is up', async () => {
  const brand = await aBrand();
  const traffic = new Traffic(brand, seededRandom());
  await postgres.goDown('stop');
  startWorker();
  await waitForConnectionAttempt(postgres.port);
  await postgres.comeBack();
  traffic.write(3);
  await waitUntilInSync(brand);
  await traffic.answer();
  await waitFor('the reply is sent', () => brand.answers().length === 1);
});

/** Stands in for a database that is down, until somebody has tried to connect to it. */
async function waitForConnectionAttempt(port: number): Promise<void> {
  let attempts = 0;
  const server = createServer((socket) => {
    attempts += 1;
    socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  await waitFor('the worker tries to reach its database', () => attempts > 0);
  await new Promise((closed) => server.close(closed));
}
