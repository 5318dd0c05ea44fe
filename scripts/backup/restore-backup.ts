import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Explained } from '../process/explained.ts';
import { migrate } from '../migrate.ts';
import { afterRestoring } from './after-restoring.ts';
import { type Manifest, readManifest, tableFile, verifyFiles } from './manifest.ts';
import { inInsertOrder, LEFT_OUT } from './tables.ts';

/**
 * Restores a backup into an empty database, in one transaction. The database is migrated to the schema of the backup; the
 * next start migrates it to the newest.
 * @param databaseUrl the address for the role that migrates
 * @param knownKeyIds fingerprints of the secrets of this instance
 * @throws Explained when the backup is damaged or too new, the secret is missing, or the database is in use
 */
export async function restoreBackup({
  databaseUrl,
  folder,
  knownKeyIds,
}: {
  databaseUrl: string;
  folder: string;
  knownKeyIds: readonly string[];
}): Promise<Manifest> {
  const manifest = readManifest(folder);
  const missing = manifest.sealedWith.filter((id) => !knownKeyIds.includes(id));
  if (missing.length > 0) {
    throw new Explained(
      `The credentials in this backup are encrypted with another secret (fingerprint ${missing.join(', ')}): set PARVIS_SECRET to the one of the installation that was backed up, or copy its file "secret" into the data folder, and restore again.`,
    );
  }
  await verifyFiles(folder, manifest);
  await migrate(databaseUrl, { upTo: manifest.migrations });
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'parvis restore' });
  client.on('error', () => {}); // the pending statement reports the failure
  await client.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL row_security = off; SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO';
      SET LOCAL statement_timeout = 0; SET LOCAL search_path = public`);
    await assertEmpty(client);
    for (const table of await inInsertOrder(client, Object.keys(manifest.tables))) {
      await readTable(client, folder, table, manifest);
    }
    await restartSequences(client);
    for (const statement of afterRestoring(manifest.takenAt)) await client.query(statement);
    await client.query('COMMIT');
    await client.query('ANALYZE');
    return manifest;
  } finally {
    await client.end().catch(() => {}); // the server rolls back what was not committed
  }
}

async function assertEmpty(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ inUse: boolean }>(
    `SELECT EXISTS (SELECT FROM "user") OR EXISTS (SELECT FROM "organization") AS "inUse"`,
  );
  if (rows[0]?.inUse) {
    throw new Explained(
      'This Parvis already has users and workspaces: a backup can only be restored into an empty one.',
    );
  }
}

async function readTable(client: pg.Client, folder: string, table: string, { tables }: Manifest): Promise<void> {
  const expected = tables[table];
  if (!expected || LEFT_OUT.includes(table))
    throw new Explained(`The backup contains a table "${table}" that it must not contain.`);
  const list = expected.columns.map((column) => `"${column}"`).join(', ');
  // The triggers would count and announce what the backup already contains.
  await client.query(`ALTER TABLE "${table}" DISABLE TRIGGER USER`);
  // The rows that migrations inserted are in the backup too.
  await client.query(`DELETE FROM "${table}"`);
  const rows = client.query(copyFrom(`COPY "${table}" (${list}) FROM STDIN`));
  await pipeline(createReadStream(tableFile(folder, table)), createGunzip(), rows);
  await client.query(`ALTER TABLE "${table}" ENABLE TRIGGER USER`);
  if (rows.rowCount !== expected.rows) {
    throw new Explained(`The backup is damaged: ${table} has ${rows.rowCount} rows and must have ${expected.rows}.`);
  }
}

/** Lets sequences go on after the rows that are there: no number is given out twice. */
export async function restartSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ sequence: string; table: string; column: string }>(
    `SELECT pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence, c.relname AS table, a.attname AS column
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND pg_get_serial_sequence(quote_ident(c.relname), a.attname) IS NOT NULL`,
  );
  for (const { sequence, table, column } of rows) {
    await client.query(`SELECT setval($1, coalesce((SELECT max("${column}") FROM "${table}"), 0) + 1, false)`, [
      sequence,
    ]);
  }
}
