import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { knownKeyIds } from '#lib/crypto/seal.ts';
import { closeDatabase } from '#lib/db/close-database.ts';
import { closeQueues } from '#lib/queue/enqueue.ts';
import { closeHub } from '#lib/realtime/hub.ts';
import { makeBackup } from '#scripts/backup/make-backup.ts';
import { type Manifest, tableFile } from '#scripts/backup/manifest.ts';
import { restoreBackup } from '#scripts/backup/restore-backup.ts';
import { runNode } from '#scripts/process/run-node.ts';
import { aBrand } from '#tests/support/brand.ts';
import { seededRandom } from '#tests/support/random.ts';
import { waitFor } from '#tests/support/wait-for.ts';
import { Traffic } from './traffic.ts';
import { waitUntilInSync } from './compare-with-network.ts';
import { startWorker } from './start-worker.ts';

process.env.PARVIS_ALLOW_PRIVATE_NETWORKS = 'true';
process.env.PARVIS_UNDO_SECONDS = '0';

const databaseName = () => new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);

function ownerUrl(name: string): string {
  const url = new URL(inject('templateOwnerUrl'));
  url.pathname = `/${name}`;
  return url.href;
}

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl('postgres') });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const aFolder = () => join(mkdtempSync(join(inject('runFolder'), 'backup-')), 'made');

async function backUp(): Promise<{ folder: string; manifest: Manifest }> {
  const folder = aFolder();
  return { folder, manifest: await makeBackup({ databaseUrl: ownerUrl(databaseName()), folder }) };
}

/** Restores into an empty database, which then replaces the one that this file has worked on so far. */
async function restoreFrom(folder: string): Promise<void> {
  const name = databaseName();
  await administer(`create database ${name}_back`);
  await restoreBackup({ databaseUrl: ownerUrl(`${name}_back`), folder, knownKeyIds: knownKeyIds() });
  // The next start migrates.
  const url = new URL(process.env.DATABASE_URL ?? '');
  url.pathname = `/${name}_back`;
  await runNode('scripts/migrate.ts', {
    env: { DATABASE_URL: url.href, PARVIS_MIGRATE_DATABASE_URL: ownerUrl(`${name}_back`) },
  });
  await closeHub();
  await closeQueues();
  await closeDatabase();
  await administer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname in ('${name}', '${name}_back')`,
    `alter database ${name} rename to ${name}_gone`,
    `alter database ${name}_back rename to ${name}`,
  );
}

test('restoring a backup that was made while replies were being sent loses no message and sends no reply twice', async () => {
  const brand = await aBrand();
  const traffic = new Traffic(brand, seededRandom());
  traffic.write(40);
  await brand.pull();
  for (let count = 0; count < 24; count += 1) await traffic.answer();
  let made: ReturnType<typeof backUp> | undefined;
  // The backup is made in the middle of a call: one reply is being sent, some are sent, the others are queued.
  brand.standIn.fail(/createRecord/, { kind: 'meanwhile', act: () => (made ??= backUp()) });
  const worker = startWorker();
  const { folder, manifest } = await waitFor('the backup is made', () => made);
  traffic.write(15);
  await waitUntilInSync(brand, 120_000);
  await worker.kill();
  traffic.write(5);
  expect(brand.answers()).toHaveLength(24);
  expect(manifest.tables.action?.rows).toBe(24);

  await restoreFrom(folder);
  const states = await brand.actionStates();
  expect(states).toContain('queued');
  expect(states).toContain('sending');
  const sent = () => brand.standIn.calls.filter((call) => JSON.stringify(call).includes('createRecord')).length;
  const sentBefore = sent();
  startWorker();
  await waitUntilInSync(brand, 120_000);
  expect(sent()).toBe(sentBefore);
  expect(brand.answers()).toHaveLength(24);
});

test('a backup contains neither the secret nor a readable password or token', async () => {
  const brand = await aBrand();
  const { folder, manifest } = await backUp();
  expect(manifest.sealedWith).toEqual(knownKeyIds());
  const secrets = [process.env.PARVIS_SECRET ?? '', brand.standIn.password];
  for (const table of Object.keys(manifest.tables)) {
    const text = gunzipSync(readFileSync(tableFile(folder, table))).toString('utf8');
    for (const secret of secrets) expect(text.includes(secret), table).toBe(false);
  }
  for (const left of ['session', 'email_token', 'connect_attempt']) expect(manifest.tables[left]).toBeUndefined();
});

test('a backup is not restored without the secret that sealed its credentials', async () => {
  await aBrand();
  const { folder, manifest } = await backUp();
  const name = `${databaseName()}_other`;
  await administer(`create database ${name}`);
  const restoring = restoreBackup({ databaseUrl: ownerUrl(name), folder, knownKeyIds: ['0123456789abcdef'] });
  await expect(restoring).rejects.toThrow(
    `encrypted with another secret (fingerprint ${manifest.sealedWith.join(', ')})`,
  );
});

test('a backup is never restored into a database that has users and workspaces', async () => {
  await aBrand();
  const { folder } = await backUp();
  const restoring = restoreBackup({ databaseUrl: ownerUrl(databaseName()), folder, knownKeyIds: knownKeyIds() });
  await expect(restoring).rejects.toThrow('already has users and workspaces');
});

test('a backup with a damaged file is refused before anything is written', async () => {
  await aBrand();
  const { folder } = await backUp();
  const name = `${databaseName()}_damaged`;
  await administer(`create database ${name}`);
  for (const file of readdirSync(join(folder, 'tables')).slice(0, 5)) {
    const path = join(folder, 'tables', file);
    const whole = readFileSync(path);
    writeFileSync(path, Buffer.concat([whole.subarray(0, -1), Buffer.from([~(whole.at(-1) ?? 0) & 255])]));
    const restoring = restoreBackup({ databaseUrl: ownerUrl(name), folder, knownKeyIds: knownKeyIds() });
    await expect(restoring, file).rejects.toThrow(/is damaged: .* does not match its checksum/);
    writeFileSync(path, whole);
  }
  const client = new pg.Client({ connectionString: ownerUrl(name) });
  await client.connect();
  const { rowCount } = await client.query(`select 1 from pg_tables where schemaname = 'public'`);
  await client.end();
  expect(rowCount).toBe(0);
});
