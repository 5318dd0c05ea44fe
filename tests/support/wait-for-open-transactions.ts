import { database } from './owner-database.ts';
import { waitFor } from './wait-for.ts';

/**
 * Waits until every transaction of the server, other tests' too, is younger than what was written here so far. A listener
 * who subscribes afterwards begins behind all of that.
 */
export async function waitForOpenTransactions(): Promise<void> {
  const { pool } = database();
  const written = await pool.query<{ last: string }>(
    `select coalesce(max(xid), 0)::text as "last" from realtime_event`,
  );
  await waitFor('the transactions that began before have ended', async () => {
    const { rows } = await pool.query<{ hasSettled: boolean }>(
      `select $1::bigint < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "hasSettled"`,
      [written.rows[0]?.last],
    );
    return rows[0]?.hasSettled;
  });
}
