import { setTimeout as sleep } from 'node:timers/promises';
import { startChild } from '#scripts/process/child.ts';
import { say } from '#scripts/process/say.ts';
import type { Bench } from '../bench.ts';
import { figures, ms, percentile, type Row } from '../measure.ts';
import { watchCpu } from '../processes.ts';
import { takeAwayChannels } from '../take-away.ts';

/** 76,000 comments and messages in a quarter of an hour. */
const A_SECOND = 76_000 / (15 * 60);
const GOAL_MS = 50;
const BEGINS_WITHIN_MS = 120_000;
/** After the last word: what was lost on the way waits for a poll. */
const HELD_WITHIN_MS = 10 * 60_000;
const PULL_EVERY_MS = 60_000;
const LIST_EVERY_MS = 100;

/** One Page that a crowd floods, by webhooks that are lost now and then and by polls, while somebody works the queue. */
export async function crowdRows(bench: Bench, minutes: number): Promise<Row[]> {
  const { sql, big, env } = bench;
  const total = Math.round(A_SECOND * 60 * minutes);
  await takeAway(bench); // what a run that was broken off has left
  await sql('drop table if exists bench_said; create unlogged table bench_said (id text primary key, at timestamptz)');
  const script = 'tests/bench/stand-ins/one-crowd.ts';
  const child = startChild([script, JSON.stringify(big.caller), String(A_SECOND), String(total)], {
    env,
    patienceMs: 5_000,
  });
  try {
    const deadline = Date.now() + BEGINS_WITHIN_MS;
    while ((await heldOf(bench)).said === 0) {
      if (Date.now() > deadline) throw new Error('the crowd does not begin');
      await sleep(200);
    }
    return await measure(bench, { minutes, total });
  } finally {
    await child.stop();
    await takeAway(bench);
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
  let standing = await heldOf(bench);
  for (let turn = 0; standing.said < total; turn += 1) {
    const begun = performance.now();
    await get(big, paths[turn % paths.length] ?? '');
    times.push(performance.now() - begun);
    if (Date.now() - pulledAt > PULL_EVERY_MS) {
      pulledAt = Date.now();
      await post(big, `channels/${channel?.id}/pull`);
    }
    if (turn % 10 === 0) standing = await heldOf(bench);
    await sleep(LIST_EVERY_MS);
  }
  const busy = cpu();
  const atTheEnd = await heldOf(bench);
  say(`  ${atTheEnd.said - atTheEnd.missing} of ${total} are held as the last is said`);
  const ended = performance.now();
  for (standing = atTheEnd; standing.missing > 0 && performance.now() - ended < HELD_WITHIN_MS;) {
    await post(big, `channels/${channel?.id}/pull`);
    await sleep(2_000);
    standing = await heldOf(bench);
  }
  const heldMs = performance.now() - ended;
  const [lag] = await sql<{ p50: number; p95: number }>(
    `select percentile_cont(0.5) within group (order by lag) as p50, percentile_cont(0.95) within group (order by lag) as p95
     from (select extract(epoch from m."receivedAt" - s.at) as lag from bench_said s
       join message m on m."workspaceId" = $1 and m."channelId" = $2 and m."externalId" = s.id) l`,
    [big.workspaceId, channel?.id],
  );
  const p95 = percentile(times, 0.95);
  const what = `${total} comments and messages on one channel in ${minutes} min (${A_SECOND.toFixed(0)} a second), webhooks and polls`;
  return [
    {
      name: `${what}: the list meanwhile (p95)`,
      goal: `≤ ${GOAL_MS} ms`,
      measured: ms(p95),
      isReached: p95 <= GOAL_MS,
      details: { ...figures(times), busy },
    },
    {
      name: `${what}: held`,
      goal: 'all',
      measured: `${total - standing.missing}, ${(heldMs / 1000).toFixed(0)} s after the last; each after ${lag?.p50.toFixed(1)} s (p50), ${lag?.p95.toFixed(1)} s (p95)`,
      isReached: standing.missing === 0,
      details: { missingAsTheLastWasSaid: atTheEnd.missing },
    },
  ];
}

async function heldOf({ sql, big }: Bench): Promise<{ said: number; missing: number }> {
  const [row] = await sql<{ said: number; missing: number }>(
    `select count(*)::int as said, count(*) filter (where m.id is null)::int as missing from bench_said s
     left join message m on m."workspaceId" = $1 and m."externalId" = s.id
       and m."channelId" = (select id from channel where "workspaceId" = $1 and network = 'facebook' limit 1)`,
    [big.workspaceId],
  );
  return row ?? { said: 0, missing: 0 };
}

async function takeAway({ sql, big }: Bench): Promise<void> {
  await takeAwayChannels({ sql, big }, { channels: `network = 'facebook'`, identities: `network = 'facebook'` });
  await sql(`delete from network_app where "workspaceId" = $1 and network = 'facebook'`, [big.workspaceId]);
}
