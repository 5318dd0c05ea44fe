import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '#scripts/process/child.ts';
import { say } from '#scripts/process/say.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row } from '../measure.ts';
import { watchCpu } from '../processes.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { deleteChannels } from '../delete-channels.ts';

/** 76,000 comments and messages in a quarter of an hour. */
const PER_SECOND = 76_000 / (15 * 60);
const GOAL_MS = 50;
const BEGINS_WITHIN_MS = 120_000;
/** After the last message, since lost webhooks are made up for by a poll. */
const STORED_WITHIN_MS = 10 * 60_000;
const PULL_EVERY_MS = 60_000;
const LIST_EVERY_MS = 100;

/** One Page flooded by messages, over webhooks that are sometimes lost and over polls, while a member reads the queue. */
export async function busyChannelRows(bench: Bench, minutes: number): Promise<Row[]> {
  const { sql, big, env } = bench;
  const total = Math.round(PER_SECOND * 60 * minutes);
  await deleteLeftovers(bench); // of an interrupted run
  await sql('drop table if exists bench_said; create unlogged table bench_said (id text primary key, at timestamptz)');
  const script = 'tests/bench/stand-ins/busy-page.ts';
  const child = startChild([script, JSON.stringify(big.caller), String(PER_SECOND), String(total)], {
    env,
    patienceMs: 5_000,
  });
  try {
    await waitFor('the first message is written', async () => (await readProgress(bench)).said > 0, {
      withinMs: BEGINS_WITHIN_MS,
      everyMs: 200,
    });
    return await measure(bench, { minutes, total });
  } finally {
    await child.stop();
    await deleteLeftovers(bench);
    await sql('drop table bench_said');
  }
}

async function measure(bench: Bench, { minutes, total }: { minutes: number; total: number }): Promise<Row[]> {
  const { sql, big, get, post } = bench;
  const [channel] = await sql<{ id: string }>(
    `select id from channel where "workspaceId" = $1 and network = 'facebook' and status = 'connected'`,
    [big.workspaceId],
  );
  const paths = ['items?status=open&limit=50', `items?status=open&channel=${channel?.id}&limit=50`];
  const cpu = watchCpu();
  const times: number[] = [];
  let pulledAt = Date.now();
  let progress = await readProgress(bench);
  for (let turn = 0; progress.said < total; turn += 1) {
    const begun = performance.now();
    await get(big, paths[turn % paths.length] ?? '');
    times.push(performance.now() - begun);
    if (Date.now() - pulledAt > PULL_EVERY_MS) {
      pulledAt = Date.now();
      await post(big, `channels/${channel?.id}/pull`);
    }
    if (turn % 10 === 0) progress = await readProgress(bench);
    await sleep(LIST_EVERY_MS);
  }
  const busy = cpu();
  const atTheEnd = await readProgress(bench);
  say(`  ${atTheEnd.said - atTheEnd.missing} of ${total} are stored when the last is written`);
  const ended = performance.now();
  for (progress = atTheEnd; progress.missing > 0 && performance.now() - ended < STORED_WITHIN_MS;) {
    await post(big, `channels/${channel?.id}/pull`);
    await sleep(2_000);
    progress = await readProgress(bench);
  }
  const storedMs = performance.now() - ended;
  const [lag] = await sql<{ p50: number; p95: number }>(
    `select percentile_cont(0.5) within group (order by lag) as p50, percentile_cont(0.95) within group (order by lag) as p95
     from (select extract(epoch from m."receivedAt" - s.at) as lag from bench_said s
       join message m on m."workspaceId" = $1 and m."channelId" = $2 and m."externalId" = s.id) l`,
    [big.workspaceId, channel?.id],
  );
  const p95 = percentile(times, 0.95);
  const what = `${total} comments and messages on one channel in ${minutes} min (${PER_SECOND.toFixed(0)} a second), webhooks and polls`;
  return [
    {
      name: `${what}: the list meanwhile (p95)`,
      goal: `≤ ${GOAL_MS} ms`,
      measured: ms(p95),
      isReached: p95 <= GOAL_MS,
      details: { ...figures(times), busy },
    },
    {
      name: `${what}: stored`,
      goal: 'all',
      measured: `${total - progress.missing}, ${(storedMs / 1000).toFixed(0)} s after the last; each after ${lag?.p50.toFixed(1)} s (p50), ${lag?.p95.toFixed(1)} s (p95)`,
      isReached: progress.missing === 0,
      details: { missingWhenTheLastWasWritten: atTheEnd.missing },
    },
  ];
}

async function readProgress({ sql, big }: Bench): Promise<{ said: number; missing: number }> {
  const [row] = await sql<{ said: number; missing: number }>(
    `select count(*)::int as said, count(*) filter (where m.id is null)::int as missing from bench_said s
     left join message m on m."workspaceId" = $1 and m."externalId" = s.id
       and m."channelId" = (select id from channel where "workspaceId" = $1 and network = 'facebook' limit 1)`,
    [big.workspaceId],
  );
  return row ?? { said: 0, missing: 0 };
}

async function deleteLeftovers({ sql, big }: Bench): Promise<void> {
  await deleteChannels({ sql, big }, { channels: `network = 'facebook'`, identities: `network = 'facebook'` });
  await sql(`delete from network_app where "workspaceId" = $1 and network = 'facebook'`, [big.workspaceId]);
}
