import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { runNode } from '#scripts/process/run-node.ts';
import { createUnmigratedDatabase } from '#tests/support/database.ts';

test('two migrations at once both succeed, and each migration is recorded once', async () => {
  const { ownerUrl: DATABASE_URL } = await createUnmigratedDatabase();
  await Promise.all([1, 2].map(() => runNode('scripts/migrate.ts', { env: { DATABASE_URL } })));
  await runNode('scripts/migrate.ts', { env: { DATABASE_URL } });

  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ times: string; finished: boolean }>(
    'select count(*) as times, bool_and(finished_at is not null) as finished from _prisma_migrations group by migration_name',
  );
  const queue = await client.query(`select 1 from pg_namespace where nspname = 'bullmq'`);
  await client.end();
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every(({ times, finished }) => times === '1' && finished)).toBe(true);
  expect(queue.rowCount).toBe(1);
});

test('a migration that cannot reach its database says so', async () => {
  const url = new URL(inject('templateOwnerUrl'));
  url.pathname = '/nowhere';
  await expect(runNode('scripts/migrate.ts', { env: { DATABASE_URL: url.href } })).rejects.toThrow(
    /The database at postgresql:.*\/nowhere cannot be reached: database "nowhere" does not exist/,
  );
});
