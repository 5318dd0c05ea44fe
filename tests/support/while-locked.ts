import { database } from './owner-database.ts';
import { waitFor } from './wait-for.ts';

/**
 * Begins something while somebody else has locked a row, and lets it go on when it has waited for the row and something else has
 * happened: a race with a known end.
 * @returns what it came to
 */
export async function whileLocked<T>(
  table: 'item' | 'workspace',
  id: string,
  { begin, meanwhile }: { begin: () => Promise<T>; meanwhile: () => Promise<unknown> },
): Promise<T> {
  const holder = await database().pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(`SELECT FROM "${table}" WHERE "id" = $1 FOR UPDATE`, [id]);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const begun = begin();
    // Its failure is for the caller, below.
    begun.catch(() => undefined);
    await waitFor('it waits for the row', async () => {
      const waiting = await database().pool.query(
        'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))',
        [rows[0]?.pid],
      );
      return (waiting.rowCount ?? 0) > 0;
    });
    await meanwhile();
    await holder.query('COMMIT');
    return await begun;
  } finally {
    holder.release(true);
  }
}
