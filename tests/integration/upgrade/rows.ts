import type pg from 'pg';
import { restartSequences } from '#scripts/backup/restore-backup.ts';

export type Row = Record<string, unknown>;
export type Rows = Record<string, Row[]>;

/** All rows of all tables, without what the database computes itself; moments in UTC. */
export async function readRows(owner: pg.Client): Promise<Rows> {
  const rows: Rows = {};
  for (const [table, columns] of Object.entries(await storedColumns(owner))) {
    rows[table] = await readColumns(owner, table, columns.map(quoted));
  }
  return rows;
}

/** @param columns SQL, one for each value that is read */
export async function readColumns(owner: pg.Client, table: string, columns: readonly string[]): Promise<Row[]> {
  await owner.query(`SET TimeZone = 'UTC'`);
  const found = await owner.query<{ row: Row }>(
    `SELECT to_jsonb(r) AS row FROM (SELECT ${columns.join(', ')} FROM "${table}") r ORDER BY r::text`,
  );
  return found.rows.map(({ row }) => row);
}

/** Puts the rows into a database that has none, as they were: no trigger counts or announces them again. */
export async function restoreRows(owner: pg.Client, rows: Rows): Promise<void> {
  await owner.query('BEGIN; SET LOCAL session_replication_role = replica');
  for (const [table, list] of Object.entries(rows)) {
    const columns = Object.keys(list[0] ?? {})
      .map(quoted)
      .join(', ');
    if (columns === '') continue;
    await owner.query(
      `INSERT INTO "${table}" (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1)`,
      [JSON.stringify(list)],
    );
  }
  await restartSequences(owner);
  await owner.query('COMMIT');
}

async function storedColumns(owner: pg.Client): Promise<Record<string, string[]>> {
  const { rows } = await owner.query<{ table: string; columns: string[] }>(
    `SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> '_prisma_migrations'
     GROUP BY c.relname ORDER BY c.relname`,
  );
  return Object.fromEntries(rows.map(({ table, columns }) => [table, columns]));
}

export const quoted = (column: string) => `"${column}"`;
