import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { type Child, startChild } from '#scripts/process/child.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { say } from '#scripts/process/say.ts';
import type { Bench } from '../bench.ts';
import { figures, percentile, type Row } from '../measure.ts';
import { cpuSeconds, residentMb } from '../processes.ts';
import { waitFor } from '#tests/support/wait-for.ts';

const NAME = 'bench_channels';
const WORKSPACES = 100;
const NETWORKS = 10;
const CHANNELS = WORKSPACES * NETWORKS;
const CONNECTED_WITHIN_MS = 10 * 60_000;
const READ_WITHIN_MS = 20 * 60_000;
/** The pause after the last history is read, and the time of the measurement, in milliseconds. */
const REST_MS = 15_000;
const QUIET_MS = 120_000;
const GOAL = { memoryMb: 400, cpu: 0.5 };

type Ground = { client: pg.Client; env: NodeJS.ProcessEnv };
type Pull = { lagMs: number; everyMs: number };

/** A thousand channels, a hundred on each network, read by one worker in a separate database, while nobody writes. */
export async function channelRows(bench: Bench): Promise<Row[]> {
  const { url, ownerUrl } = await freshDatabase(bench);
  const env = {
    ...bench.env,
    DATABASE_URL: url,
    PARVIS_TEST_OWNER_URL: ownerUrl,
    PARVIS_ALLOW_PRIVATE_NETWORKS: 'true',
    LOG_LEVEL: 'error',
  };
  const client = new pg.Client({ connectionString: ownerUrl });
  const children: Child[] = [];
  try {
    await client.connect();
    await notePulls(client);
    const script = 'tests/bench/stand-ins/many-networks.ts';
    const networks = startChild([script, String(WORKSPACES)], { env, patienceMs: 5_000 });
    children.push(networks);
    await waitForChannels(client, 'true', networks, CONNECTED_WITHIN_MS);
    const begun = performance.now();
    const worker = startChild(['workers/main.ts'], { env, patienceMs: 15_000 });
    children.push(worker);
    const isRead = `"backfilledAt" is not null or status <> 'connected'`;
    await waitForChannels(client, isRead, worker, READ_WITHIN_MS);
    const readMs = performance.now() - begun;
    say(`  all histories are read, ${(readMs / 1000).toFixed(0)} s after the worker's start`);
    await sleep(REST_MS);
    return await measureQuiet({ client, env }, worker.pid ?? 0, readMs);
  } finally {
    for (const child of children.reverse()) await child.stop();
    await client.end();
    await bench.sql(`drop database if exists ${NAME} with (force)`);
  }
}

async function measureQuiet({ client }: Ground, pid: number, readMs: number): Promise<Row[]> {
  const [from, cpuBefore] = [performance.now(), cpuSeconds(pid)];
  const { rows: since } = await client.query<{ now: Date }>('select clock_timestamp() as now');
  let memoryMb = 0;
  while (performance.now() - from < QUIET_MS) {
    memoryMb = Math.max(memoryMb, residentMb(pid));
    await sleep(1_000);
  }
  const cpu = (cpuSeconds(pid) - cpuBefore) / ((performance.now() - from) / 1000);
  const { rows: pulls } = await client.query<Pull>(
    `select "lagMs", "everyMs" from bench_pull where at > $1 and not "isFirst"`,
    [since[0]?.now],
  );
  const details = await readState(client);
  const share = percentile(
    pulls.map(({ lagMs, everyMs }) => lagMs / everyMs),
    0.95,
  );
  const lags = pulls.map(({ lagMs }) => lagMs);
  const what = `${CHANNELS} channels on ${NETWORKS} networks, one worker`;
  return [
    {
      name: `${what}: its memory, at most in ${QUIET_MS / 1000} s of quiet`,
      goal: `≤ ${GOAL.memoryMb} MB`,
      measured: `${memoryMb.toFixed(0)} MB (${residentMb(pid, 'VmHWM').toFixed(0)} MB while it read the histories, ${(readMs / 1000).toFixed(0)} s)`,
      isReached: memoryMb > 0 && memoryMb <= GOAL.memoryMb,
      details,
    },
    {
      name: `${what}: its processor time when quiet`,
      goal: `≤ ${GOAL.cpu * 100} % of one`,
      measured: `${(cpu * 100).toFixed(1)} %`,
      isReached: memoryMb > 0 && cpu <= GOAL.cpu,
    },
    {
      name: `${what}: how late a pull begins (p95), and that as a share of the channel's own wait`,
      goal: 'within the schedule: ≤ 5 %',
      measured: `${(percentile(lags, 0.95) / 1000).toFixed(2)} s, ${(share * 100).toFixed(2)} % (${pulls.length} pulls)`,
      isReached: pulls.length > 0 && share <= 0.05,
      details: figures(lags),
    },
  ];
}

async function freshDatabase({ databaseUrl, ownerUrl, sql }: Bench): Promise<{ url: string; ownerUrl: string }> {
  const [application, owner] = [new URL(databaseUrl), new URL(ownerUrl)];
  for (const address of [application, owner]) address.pathname = `/${NAME}`;
  await sql(`drop database if exists ${NAME} with (force)`);
  await sql(`create database ${NAME}`);
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: application.href, PARVIS_MIGRATE_DATABASE_URL: owner.href },
  });
  return { url: application.href, ownerUrl: owner.href };
}

/** Records when each pull begins, that is when a due channel's lease is taken, and when it was due. */
async function notePulls(client: pg.Client): Promise<void> {
  await client.query(`
    create unlogged table bench_pull (at timestamptz, network text, "lagMs" float8, "everyMs" int, "isFirst" boolean);
    create function note_pull() returns trigger language plpgsql security definer as $$
    begin
      insert into bench_pull values (clock_timestamp(), new.network,
        extract(epoch from clock_timestamp() - old."nextPullAt") * 1000, old."pullEveryMs", old."backfilledAt" is null);
      return null;
    end $$;
    create trigger note_pull after update on channel for each row
      when (new."pullLeaseId" is not null and new."pullLeaseId" is distinct from old."pullLeaseId" and old."nextPullAt" <= now())
      execute function note_pull()`);
}

async function count(client: pg.Client, where: string): Promise<number> {
  const { rows } = await client.query<{ channels: number }>(
    `select count(*)::int as channels from channel where ${where}`,
  );
  return rows[0]?.channels ?? 0;
}

/** The state and messages of the channels, since figures for channels that could not be read would mean nothing. */
async function readState(client: pg.Client): Promise<Record<string, unknown>> {
  const { rows } = await client.query<{ network: string; said: string }>(
    `select network, concat_ws(', ', count(*) filter (where status = 'connected') || ' connected',
       nullif(count(*) filter (where "failedPulls" > 0 or "limitedUntil" > now()), 0) || ' failing: ' || max("lastErrorReason"),
       (select count(*) from message m join channel k on k."workspaceId" = m."workspaceId" and k.id = m."channelId"
         where k.network = c.network) || ' messages') as said
     from channel c group by network order by network`,
  );
  return Object.fromEntries(rows.map(({ network, said }) => [network, said]));
}

/** Waits until all channels satisfy an SQL condition. @throws Error when that takes too long or the process ends */
async function waitForChannels(client: pg.Client, where: string, child: Child, withinMs: number): Promise<void> {
  let ended: string | undefined;
  void child.exited.then((how) => (ended = how));
  const isDone = (channels: number) => channels === CHANNELS || ended !== undefined;
  const look = async () => await count(client, where);
  await waitFor(`all channels satisfy ${where}`, look, { until: isDone, withinMs, everyMs: 500 });
  if (ended !== undefined) throw new Error(`a process of the bench ended: ${ended}`);
}
