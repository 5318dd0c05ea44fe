import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import { SchemaEngine } from '@prisma/schema-engine-wasm';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import { Explained } from './process/explained.ts';
import { grantApplication, grantQueue, type SignIn, signInOf } from './migrate/grant-application.ts';
import { WholeScripts } from './migrate/whole-scripts.ts';
import { withoutPassword } from './serve/assert-reachable.ts';
import { runMain } from './process/run-main.ts';
import { say } from './process/say.ts';

const PRISMA = resolve(import.meta.dirname, '../prisma');

/** An advisory lock ("PARV"), held while migrating, so that of two starts at once the second finds nothing to do. */
const MIGRATION_LOCK = 0x50415256;

/**
 * Brings a database up to the newest schema: ours by Prisma's own engine, which keeps the history that
 * `prisma migrate deploy` reads, and the queue's by BullMQ.
 * @param url the owner's address
 * @param application what the application signs in with, whose role is then given what it needs and no more
 * @param upTo only these migrations of ours, for a backup that was made with them; all when absent
 * @param folder where the migrations are; the product's own when absent
 * @returns the names of the migrations that were applied
 * @throws Explained when the server cannot be reached, a migration fails, or one of `upTo` is not known here
 */
export async function migrate(
  url: string,
  {
    application,
    upTo,
    folder = join(PRISMA, 'migrations'),
  }: { application?: SignIn; upTo?: readonly string[]; folder?: string } = {},
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // A lost connection fails the statement that is waiting on it, which says so.
  await client.connect().catch((error: Error) => {
    throw new Explained(
      `The database at ${withoutPassword(url)} cannot be reached: ${error.message || 'connection refused'}`,
    );
  });
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await applyPrismaMigrations(url, folder, upTo);
    await runMigrations(client);
    // An older schema may not have the roles yet; the next start migrates further.
    if (upTo) return applied;
    await grantQueue(client);
    if (application && application.role !== signInOf(url).role) await grantApplication(client, application);
    return applied;
  } finally {
    await client.end();
  }
}

async function applyPrismaMigrations(
  url: string,
  baseDir: string,
  upTo: readonly string[] | undefined,
): Promise<string[]> {
  const lockfile = join(baseDir, 'migration_lock.toml');
  const folders = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter((name) => !upTo || upTo.includes(name))
    .sort();
  if (upTo && folders.length < upTo.length) {
    throw new Explained('The database was made by a newer Parvis than this one: update Parvis first.');
  }
  const datamodels = readdirSync(join(PRISMA, 'schema')).map((name): [string, string] => {
    const path = join(PRISMA, 'schema', name);
    return [path, readFileSync(path, 'utf8')];
  });
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => {});
  const scripts = new WholeScripts(pool);
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, adapter);
  try {
    const { appliedMigrationNames } = await engine.applyMigrations({
      migrationsList: {
        baseDir,
        lockfile: {
          path: 'migration_lock.toml',
          content: existsSync(lockfile) ? readFileSync(lockfile, 'utf8') : null,
        },
        shadowDbInitScript: '',
        migrationDirectories: folders.map((path) => ({
          path,
          migrationFile: {
            path: 'migration.sql',
            content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
          },
        })),
      },
      filters: { externalTables: [], externalEnums: [] },
    });
    return appliedMigrationNames;
  } catch (error) {
    // The engine does not pass on what the database said.
    const cause = scripts.failure ?? error;
    throw new Explained(`A migration failed: ${cause instanceof Error ? cause.message : String(cause)}`);
  } finally {
    engine.free();
    await pool.end();
  }
}

if (import.meta.main) {
  await runMain(async () => {
    const { DATABASE_URL: url, PARVIS_MIGRATE_DATABASE_URL: ownerUrl } = process.env;
    if (!url) throw new Explained('DATABASE_URL is not set: say which database to migrate.');
    const applied = await migrate(ownerUrl || url, { application: signInOf(url) });
    say(applied.length ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
  });
}
