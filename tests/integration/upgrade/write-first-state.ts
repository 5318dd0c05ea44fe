/**
 * Writes the fixtures of the first state of the database: its migrations' fingerprints, a row of every table, and the
 * statements that this version of Parvis runs. Run until the first release, whenever the first migrations change:
 * `node tests/integration/upgrade/write-first-state.ts`. After it never again.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '#scripts/migrate.ts';
import { startPostgres } from '#scripts/postgres/start-postgres.ts';
import { runMain } from '#scripts/process/run-main.ts';
import { readRows } from './rows.ts';
import { fingerprints, writeFirstState } from './first-state.ts';

await runMain(async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'parvis-first-state-'));
  const postgres = await startPostgres({ dataDir, durable: false, settings: ['shared_buffers=64MB'] });
  try {
    const { username, password } = new URL(postgres.url);
    await migrate(postgres.ownerUrl, { application: { role: username, password } });
    Object.assign(process.env, {
      DATABASE_URL: postgres.url,
      PARVIS_TEST_OWNER_URL: postgres.ownerUrl,
      PARVIS_DATA_DIR: dataDir,
      PARVIS_SECRET: randomBytes(32).toString('base64'),
      LOG_LEVEL: 'silent',
    });
    // Loaded only now: the product reads its environment when it is loaded.
    const { seed } = await import('./seed.ts');
    const { busyWorkspaceId, statements } = await seed();
    const owner = new pg.Client({ connectionString: postgres.ownerUrl });
    await owner.connect();
    const rows = await readRows(owner);
    await owner.end();
    const empty = Object.keys(rows).filter((table) => rows[table]?.length === 0);
    if (empty.length > 0) throw new Error(`no row in ${empty.join(', ')}: let seed.ts make one`);
    writeFirstState({ migrations: fingerprints(), busyWorkspaceId, rows, statements });
  } finally {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(0); // the product's pools stay open
});
