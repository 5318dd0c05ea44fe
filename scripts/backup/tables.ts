import type { Client } from 'pg';

export type Table = { name: string; columns: string[] };

/**
 * The tables that a backup leaves out: sessions and emailed links, since an ended one must not become valid again, and data
 * about the present moment, which Parvis writes again while it runs.
 */
export const LEFT_OUT: readonly string[] = [
  '_prisma_migrations',
  'session',
  'email_token',
  'connect_attempt',
  'throttle',
  'presence',
  'realtime_event',
  'worker_heartbeat',
];

/** The tables of a backup with their stored, not computed, columns. Partitions belong to their table. */
export async function listTables(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> ALL($1::text[])
     GROUP BY c.relname ORDER BY c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

/**
 * Orders tables so that their rows can be inserted: referenced tables come first.
 * @throws Error when tables reference each other in a circle
 */
export async function inInsertOrder(client: Client, names: string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string }>(
    `SELECT DISTINCT conrelid::regclass::text AS name, confrelid::regclass::text AS needs FROM pg_constraint
     WHERE contype = 'f' AND conparentid = 0 AND connamespace = 'public'::regnamespace AND conrelid <> confrelid`,
  );
  const unquoted = (name: string) => name.replaceAll('"', '');
  const ordered: string[] = [];
  let left = [...names];
  while (left.length > 0) {
    const isWaiting = (name: string) =>
      rows.some((row) => unquoted(row.name) === name && left.includes(unquoted(row.needs)));
    const ready = left.filter((name) => !isWaiting(name));
    if (ready.length === 0) throw new Error(`these tables point at each other in a circle: ${left.join(', ')}`);
    ordered.push(...ready);
    left = left.filter((name) => !ready.includes(name));
  }
  return ordered;
}
