import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { migrate } from '#scripts/migrate.ts';
import { createUnmigratedDatabase } from '#tests/support/database.ts';
import { withOneMore } from './with-one-more.ts';

test('a migration that would deadlock with the product gives way, and is applied when the locks are free', async () => {
  const { ownerUrl } = await createUnmigratedDatabase();
  await migrate(ownerUrl);
  const product = await connected(ownerUrl);
  await product.query('BEGIN; LOCK TABLE "note" IN ROW EXCLUSIVE MODE');
  const migrating = migrate(ownerUrl, {
    folder: withOneMore('ALTER TABLE "item" ADD COLUMN "one" text; ALTER TABLE "note" ADD COLUMN "one" text'),
  });
  const watcher = await connected(ownerUrl);
  await expect
    .poll(
      async () =>
        (await watcher.query(`SELECT FROM pg_locks WHERE relation = 'note'::regclass AND NOT granted`)).rowCount,
    )
    .toBe(1);
  // Held by the migration, which waits for the note.
  await product.query('LOCK TABLE "item" IN ROW EXCLUSIVE MODE');
  await product.query('COMMIT');
  expect(await migrating).toEqual(['99990101000000_one_more']);
  await watcher.query('SELECT "one" FROM "item" UNION ALL SELECT "one" FROM "note"');
});

test('a migration that fails says what the database said', async () => {
  const { ownerUrl } = await createUnmigratedDatabase();
  await expect(
    migrate(ownerUrl, { folder: withOneMore('ALTER TABLE "parrot" ADD COLUMN "one" text') }),
  ).rejects.toThrow('A migration failed: relation "parrot" does not exist');
});

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => await client.end());
  return client;
}
