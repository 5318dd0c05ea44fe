import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startPostgres } from '#scripts/postgres/start-postgres.ts';
import { runNode } from '#scripts/process/run-node.ts';
import './database.ts';

const TEMPLATE = 'parvis_template';

/** One Postgres for the whole run, migrated once; every test file copies its database from the template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'parvis-test-'));
  const postgres = await startPostgres({
    dataDir,
    durable: false,
    settings: ['max_connections=300', 'shared_buffers=128MB'],
  });
  const [url, ownerUrl] = [postgres.url, postgres.ownerUrl].map((of) => {
    const template = new URL(of);
    template.pathname = `/${TEMPLATE}`;
    return template.href;
  }) as [string, string]; // two in, two out

  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  await runNode('scripts/migrate.ts', { env: { DATABASE_URL: url, PARVIS_MIGRATE_DATABASE_URL: ownerUrl } });

  project.provide('templateDatabaseUrl', url);
  project.provide('templateOwnerUrl', ownerUrl);
  project.provide('runFolder', dataDir);
  const remove = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  // An interrupted run has no teardown: its server ends with this process, and its files are removed here.
  process.on('exit', remove);
  return async () => {
    await postgres.stop();
    remove();
  };
}
