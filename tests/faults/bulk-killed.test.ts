import { expect, test } from 'vitest';
import { getBulkJob } from '#lib/items/bulk/own-jobs.ts';
import { startBulk } from '#lib/items/bulk/start-bulk.ts';
import { undoBulk } from '#lib/items/bulk/undo-bulk.ts';
import { checkCounters } from '#lib/items/counters/check-counters.ts';
import { aWorkspace } from '#tests/support/factories.ts';
import { manyItems } from '#tests/support/many-items.ts';
import { database } from '#tests/support/owner-database.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { startWorker } from './start-worker.ts';

const ITEMS = 12_000;

test('when a worker is killed in the middle of a bulk act, the next one goes on where it was, and changes nothing twice', async () => {
  const { workspaceId, admin } = await aWorkspace();
  await manyItems({ workspaceId, count: ITEMS });
  const history = (act: string) => database().prisma.itemHistory.count({ where: { workspaceId, act } });
  const seenOf = async (jobId: string) => (await getBulkJob(admin, { jobId })).seen;
  const isDone = async (jobId: string) => (await getBulkJob(admin, { jobId })).state === 'done';

  const job = await startBulk(admin, { act: 'resolve', filter: { status: ['open'] } });
  const first = startWorker();
  await waitFor('a part is done', async () => (await seenOf(job.id)) > 0);
  await first.kill();
  const reached = await seenOf(job.id);
  expect(reached).toBeLessThan(ITEMS);
  expect(await history('resolved')).toBe(reached);

  const second = startWorker();
  await waitFor('another worker goes on', async () => (await seenOf(job.id)) > reached);
  await waitFor('the job is done', async () => await isDone(job.id));
  expect(await getBulkJob(admin, { jobId: job.id })).toMatchObject({ seen: ITEMS, changed: ITEMS, skipped: [] });
  expect(await history('resolved')).toBe(ITEMS);

  const undo = await undoBulk(admin, { jobId: job.id });
  await waitFor('a part is taken back', async () => (await seenOf(undo.id)) > 0);
  await second.kill();
  startWorker();
  await waitFor('all is taken back', async () => await isDone(undo.id));
  expect(await getBulkJob(admin, { jobId: undo.id })).toMatchObject({ seen: ITEMS, changed: ITEMS, skipped: [] });
  expect(await history('undone')).toBe(ITEMS);
  expect(await database().prisma.item.count({ where: { workspaceId, status: 'open' } })).toBe(ITEMS);
  expect(await checkCounters(workspaceId)).toEqual([]);
}, 180_000);
