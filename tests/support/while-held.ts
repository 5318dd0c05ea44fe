import { database } from './owner-database.ts';
import { waitFor } from './wait-for.ts';

/**
 * Begins something while somebody else has done a statement and not committed it, and lets it go on when it has waited for that
 * and something else has happened: a race with a known end.
 * @returns what it came to
 */
export async function whileHeld<T>(
  { statement, values }: { statement: string; values: unknown[] },
  { begin, meanwhile }: { begin: () => Promise<T>; meanwhile?: () => Promise<unknown> },
): Promise<T> {
  const holder = await database().pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(statement, values);
    const { rows } = await holder.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let hasEnded = false;
    const begun = begin().finally(() => (hasEnded = true));
    // Its failure is for the caller, below.
    begun.catch(() => undefined);
    await waitFor('it waits for what is held, or did not have to', async () => {
      const blocked = 'SELECT FROM pg_stat_activity WHERE $1 = ANY (pg_blocking_pids(pid))';
      return hasEnded || (await database().pool.query(blocked, [rows[0]?.pid])).rows.length > 0;
    });
    await meanwhile?.();
    await holder.query('COMMIT');
    return await begun;
  } finally {
    holder.release(true);
  }
}
