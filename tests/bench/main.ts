import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { keptSecret } from '#scripts/serve/data-folder.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { startPostgres } from '#scripts/postgres/start-postgres.ts';
import { onStop } from '#scripts/process/on-stop.ts';
import { runMain } from '#scripts/process/run-main.ts';
import { say } from '#scripts/process/say.ts';
import { serve } from '#scripts/serve/serve.ts';
import { readSettings, ROOT } from '#scripts/settings.ts';
import type { Bench } from './bench.ts';
import { type Row, table } from './measure.ts';
import { BENCH_APP } from './bench-app.ts';
import { memoryRow } from './rows/memory.ts';
import { seed, type Seeded } from './seed.ts';

const FOLDER = resolve(ROOT, '.data/bench');
/** How long web, worker and Postgres are idle before their memory is measured, in milliseconds. */
const REST_MS = 20_000;

/**
 * Measures Parvis with many items and prints each figure beside its goal. The seeded data is kept for the next run.
 *
 *     npm run bench -- [--items 1000000] [--only lists,reads,…] [--minutes 3]
 *
 * `--minutes`: for how long one busy channel is flooded, always at the rate of 76,000 messages in 15 minutes.
 */
await runMain(async () => {
  const { values } = parseArgs({
    options: {
      items: { type: 'string', default: '1000000' },
      only: { type: 'string', default: '' },
      minutes: { type: 'string', default: '3' },
    },
  });
  const items = Number(values.items);
  const only = values.only.split(',').filter(Boolean);
  const stopping = new AbortController();
  onStop(() => stopping.abort());

  mkdirSync(FOLDER, { recursive: true });
  const postgres = await startPostgres({
    dataDir: FOLDER,
    settings: ['shared_preload_libraries=pg_stat_statements', 'pg_stat_statements.track_utility=on'],
  });
  try {
    // The product connects as the application, the bench itself as the owner.
    const [application, url] = [new URL(postgres.url), new URL(postgres.ownerUrl)];
    for (const address of [application, url]) address.pathname = `/bench_${items}`;
    const seeded = await prepare({ administration: postgres.ownerUrl, application, url }, items);
    const secret = keptSecret(FOLDER);
    // Read once by the parts of the product that run in this process.
    Object.assign(process.env, {
      DATABASE_URL: application.href,
      PARVIS_TEST_OWNER_URL: url.href,
      PARVIS_SECRET: secret,
      LOG_LEVEL: 'error',
    });
    const settings = {
      ...readSettings(),
      port: 0,
      publicUrl: undefined,
      dataDir: FOLDER,
      databaseUrl: application.href,
      migrateDatabaseUrl: url.href,
      secret,
    };
    const serving = await serve(settings, { mode: 'production', signal: stopping.signal, more: BENCH_APP });
    const client = new pg.Client({ connectionString: url.href });
    try {
      await client.connect();
      await client.query('create extension if not exists pg_stat_statements');
      const addresses = { databaseUrl: application.href, ownerUrl: url.href };
      const rows = await measure({ client, serving, ...addresses }, { only, minutes: Number(values.minutes) });
      process.stdout.write(`\n${table(rows)}\n`);
      const machine = {
        cpus: cpus().length,
        model: cpus()[0]?.model,
        memoryMb: Math.round(totalmem() / 1e6),
        node: process.version,
      };
      const results = { at: new Date().toISOString(), machine, seeded, rows };
      writeFileSync(join(FOLDER, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
      say(`\nWritten to ${join('.data/bench', 'results.json')}.`);
    } finally {
      await client.end();
      await serving.stop();
    }
  } finally {
    await postgres.stop();
  }
});

type Ground = {
  client: pg.Client;
  serving: Awaited<ReturnType<typeof serve>>;
  databaseUrl: string;
  ownerUrl: string;
};

async function measure(
  { client, serving, databaseUrl, ownerUrl }: Ground,
  { only, minutes }: { only: string[]; minutes: number },
): Promise<Row[]> {
  const { openApi, openWorkspace } = await import('./bench.ts');
  const origin = serving.address.replace('localhost', '127.0.0.1');
  const bench: Bench = {
    big: await openWorkspace(client, 'bench'),
    small: await openWorkspace(client, 'bench-small'),
    databaseUrl,
    ownerUrl,
    origin,
    env: serving.env,
    ...openApi(origin),
    sql: async <Result extends object>(text: string, parameters: unknown[] = []) =>
      (await client.query<Result>(text, parameters)).rows,
  };
  const groups: Record<string, () => Promise<Row[]>> = {
    memory: async () => {
      await sleep(REST_MS);
      return [memoryRow()];
    },
    lists: async () => (await import('./rows/lists.ts')).listRows(bench),
    views: async () => [await (await import('./rows/views.ts')).viewsRow(bench)],
    merged: async () => (await import('./rows/merged.ts')).mergedRows(bench),
    access: async () => (await import('./rows/access.ts')).accessRows(bench),
    reads: async () => (await import('./rows/reads.ts')).readRows(bench),
    browser: async () => (await import('./rows/browser.ts')).browserRows(bench),
    bulk: async () => (await import('./rows/bulk.ts')).bulkRows(bench),
    claims: async () => [await (await import('./rows/writes.ts')).claimsRow(bench)],
    routing: async () => [await (await import('./rows/routing.ts')).routingRow(bench)],
    live: async () => [await (await import('./rows/live.ts')).liveRow(bench)],
    presence: async () => [await (await import('./rows/presence.ts')).presenceRow(bench)],
    webhooks: async () => [await (await import('./rows/webhooks.ts')).webhookRow(bench)],
    'busy-channel': async () => (await import('./rows/busy-channel.ts')).busyChannelRows(bench, minutes),
    channels: async () => (await import('./rows/channels.ts')).channelRows(bench),
    ingest: async () => [await (await import('./rows/writes.ts')).ingestRow(bench)],
  };
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(groups)) {
    if (only.length > 0 && !only.includes(name)) continue;
    say(`Measuring ${name} …`);
    // Half an hour's figures are not lost with one that fails.
    const measured = await run().catch((error: unknown) => [failedRow(name, error)]);
    for (const row of measured) say(`  ${row.name}: ${row.measured}`);
    rows.push(...measured);
  }
  const { closeDatabase } = await import('#lib/db/close-database.ts');
  await closeDatabase();
  return rows;
}

function failedRow(name: string, error: unknown): Row {
  process.exitCode = 1;
  const said = (error instanceof Error && error.stack) || String(error);
  say(said);
  return { name, goal: '–', measured: `could not be measured: ${said.split('\n', 1).join('')}`, isReached: false };
}

/** Migrates the database for this number of items, and seeds it when it is new. */
async function prepare(
  { administration, application, url }: { administration: string; application: URL; url: URL },
  items: number,
): Promise<Seeded> {
  const name = url.pathname.slice(1);
  const admin = new pg.Client({ connectionString: administration });
  await admin.connect();
  const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
  if (!rowCount) await admin.query(`create database ${name}`);
  await admin.end();
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: application.href, PARVIS_MIGRATE_DATABASE_URL: url.href },
  });

  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query('create table if not exists bench_seed (seeded jsonb not null)');
    const { rows } = await client.query<{ seeded: Seeded }>('select seeded from bench_seed');
    if (rows[0]) return rows[0].seeded;
    say(`Seeding ${items} items; this is done once …`);
    const seeded = await seed(url.href, items);
    await client.query('insert into bench_seed values ($1)', [seeded]);
    return seeded;
  } finally {
    await client.end();
  }
}
