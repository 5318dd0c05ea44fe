import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import packageJson from '../../package.json' with { type: 'json' };
import { Explained } from '../process/explained.ts';
import { FORMAT, MANIFEST, type Manifest, tableFile } from './manifest.ts';
import { listTables, type Table } from './tables.ts';

/** Tables whose rows are sealed with the instance's secret. */
const SEALED = ['channel_credential', 'network_app', 'user_totp', 'push_key', 'push_subscription'];

/** Reads one snapshot of the whole database; dates and bytes are written the same way by every server. */
const BEGIN = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL row_security = off;
  SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'; SET LOCAL IntervalStyle = 'postgres';
  SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0;
  SET LOCAL search_path = public`;

/**
 * Writes everything that Parvis stores into a folder, while it keeps working. Passwords, keys and tokens are sealed as in
 * the database, and the secret that opens them is not in the backup.
 * @param databaseUrl of a role that sees every row
 * @param folder must not exist; until the backup is whole it is called `<folder>.partial`
 * @throws Explained when the folder exists, the role sees only a part, or the disk is full
 */
export async function makeBackup({ databaseUrl, folder }: { databaseUrl: string; folder: string }): Promise<Manifest> {
  if (existsSync(folder)) throw new Explained(`${folder} already exists: a backup is never overwritten.`);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  mkdirSync(join(partial, 'tables'), { recursive: true, mode: 0o700 });
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'parvis backup' });
  client.on('error', () => {}); // the pending statement reports the failure
  try {
    await client.connect();
    await client.query(BEGIN);
    const manifest = await writeTables(client, partial);
    await client.query('COMMIT');
    writeFileSync(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    renameSync(partial, folder);
    return manifest;
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    throw explained(error, folder);
  } finally {
    await client.end().catch(() => {}); // already ended by the error that is thrown
  }
}

async function writeTables(client: pg.Client, folder: string): Promise<Manifest> {
  const { rows: moments } = await client.query<{ takenAt: Date }>('SELECT now() AS "takenAt"');
  const { rows: migrations } = await client.query<{ name: string }>(
    `SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  const sealedWith = new Set<string>();
  for (const table of SEALED) {
    const { rows } = await client.query<{ keyId: string }>(`SELECT DISTINCT "keyId" FROM "${table}"`);
    for (const { keyId } of rows) sealedWith.add(keyId);
  }
  const tables: Manifest['tables'] = {};
  for (const table of await listTables(client)) tables[table.name] = await writeTable(client, folder, table);
  return {
    product: 'parvis',
    format: FORMAT,
    version: packageJson.version,
    takenAt: (moments[0]?.takenAt ?? new Date()).toISOString(),
    migrations: migrations.map(({ name }) => name),
    sealedWith: [...sealedWith].sort(),
    tables,
  };
}

async function writeTable(client: pg.Client, folder: string, { name, columns }: Table) {
  const list = columns.map((column) => `"${column}"`).join(', ');
  const rows = client.query(copyTo(`COPY (SELECT ${list} FROM "${name}") TO STDOUT`));
  const hash = createHash('sha256');
  const hashed = new PassThrough();
  hashed.on('data', (chunk: Buffer) => hash.update(chunk));
  await pipeline(
    rows,
    createGzip({ level: 3 }),
    hashed,
    createWriteStream(tableFile(folder, name), { mode: 0o600, flush: true }),
  );
  return { columns, rows: rows.rowCount, sha256: hash.digest('hex') };
}

function explained(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof Explained) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ENOSPC') return new Explained(`The disk that holds ${folder} is full: the backup was aborted.`);
  // With row_security = off, Postgres fails instead of silently leaving rows out.
  if (code === '42501') {
    return new Explained(
      `The role that makes the backup does not see all rows (${error.message}): give it BYPASSRLS, or set PARVIS_MIGRATE_DATABASE_URL to a role that has it.`,
    );
  }
  return error;
}
