import { setTimeout as sleep } from 'node:timers/promises';
import type { BulkJobView } from '#lib/items/bulk/types.ts';
import type { ItemFilter } from '#lib/items/types.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row, timed } from '../measure.ts';

const ITEMS = 100_000;
const VIEWS = 1_000;
const PER_CALL = 100;
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

/** The numbers of 1,000 saved views of all sorts, a hundred a call. */
export async function viewRows({ sql, big, get }: Bench): Promise<Row[]> {
  await sql(`delete from saved_view where "workspaceId" = $1 and name like 'bench %'`, [big.workspaceId]);
  const channels = await sql<{ id: string }>(`select id from channel where "workspaceId" = $1`, [big.workspaceId]);
  const filters = Array.from({ length: VIEWS }, (_, n) => filterOf(n, channels[n % channels.length]?.id ?? ''));
  const views = await sql<{ id: string }>(
    `insert into saved_view ("workspaceId", name, filter) select $1, 'bench ' || n, filter
     from jsonb_array_elements($2::jsonb) with ordinality as f(filter, n) returning id`,
    [big.workspaceId, JSON.stringify(filters)],
  );
  const pages = Array.from({ length: VIEWS / PER_CALL }, (_, n) => views.slice(n * PER_CALL, (n + 1) * PER_CALL));
  const count = async (page: number) =>
    await get(big, `views/counts?id=${(pages[page % pages.length] ?? []).map(({ id }) => id).join(',')}`);
  await timed(pages.length, count);
  const times = await timed(pages.length * 3, count);
  const all = times.reduce((sum, time) => sum + time, 0) / 3;
  return [
    {
      name: `exact counts of ${VIEWS.toLocaleString('en')} saved views, ${PER_CALL} a call (p95 of a call; all)`,
      goal: '≤ 1,000 ms',
      measured: `${ms(percentile(times, 0.95))}; ${ms(all)}`,
      isReached: all <= 1_000,
      details: figures(times),
    },
  ];
}

function filterOf(n: number, channel: string): ItemFilter {
  const kinds: ItemFilter[] = [
    { status: ['open'], channel },
    { status: ['open'], kind: 'review', channel },
    { status: ['open', 'waiting'], network: 'mastodon' },
    { status: ['open'], assignee: 'none', channel },
    { status: ['open'], priority: [3, 4], channel },
    { status: ['open'], rating: [1, 2] },
    { status: ['open'], allTags: [`tag ${n % 24}`] },
    { status: ['open'], anyTags: [`tag ${n % 24}`, `tag ${(n + 1) % 24}`], from: 'P7D' },
    { status: ['open'], from: 'P7D', channel },
    { status: ['open'], unread: true, channel },
  ];
  return kinds[n % kinds.length] ?? {};
}
