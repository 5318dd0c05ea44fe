import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row, timed } from '../measure.ts';

const ITEMS = 100_000;
/** Between two reads of the list meanwhile, and of the job, in milliseconds. */
const READER_PAUSE_MS = 50;
const LOOK_PAUSE_MS = 500;

/** An act on 100,000 items and its undo, each with a reader of the list beside it. */
export async function bulkRows(bench: Bench): Promise<Row[]> {
  const { sql, big } = bench;
  await sql(
    `update item set status = 'open', "resolvedAt" = null where "workspaceId" = $1 and id in (
       select id from item where "workspaceId" = $1 and status = 'resolved' order by "lastActivityAt" desc limit $2)`,
    [big.workspaceId, ITEMS],
  );
  const done = await run(bench, 'bulk-jobs', { act: 'resolve', filter: { status: ['open'] } });
  const undone = await run(bench, `bulk-jobs/${done.job.id}/undo`, {});
  return [row('bulk resolve', done), row('undo of the whole', undone)];
}

type Run = { job: BulkJobView; seconds: number; times: number[] };

async function run(bench: Bench, path: string, body: object): Promise<Run> {
  const begun = performance.now();
  const answer = await bench.post(bench.big, path, body);
  // The API's own answer, of which the OpenAPI document is the proof.
  let job = (await answer.json()) as BulkJobView;
  const times: number[] = [];
  let isReading = true;
  const reader = (async () => {
    while (isReading) {
      times.push(...(await timed(1, () => bench.get(bench.big, 'items?status=open&limit=50'))));
      await sleep(READER_PAUSE_MS);
    }
  })();
  while (job.finishedAt === null) {
    await sleep(LOOK_PAUSE_MS);
    job = (await bench.get(bench.big, `bulk-jobs/${job.id}`)) as BulkJobView;
  }
  const seconds = (performance.now() - begun) / 1000;
  isReading = false;
  await reader;
  return { job, seconds, times };
}

function row(what: string, { job: { changed }, seconds, times }: Run): Row {
  const forAll = (seconds * ITEMS) / changed;
  const p95 = percentile(times, 0.95);
  return {
    name: `${what}, for ${ITEMS.toLocaleString('en')} items; the list's p95 meanwhile`,
    goal: '≤ 30 s; ≤ 50 ms',
    measured: `${forAll.toFixed(1)} s (${changed} in ${seconds.toFixed(1)} s); ${ms(p95)}`,
    isReached: forAll <= 30 && p95 <= 50,
    details: figures(times),
  };
}
