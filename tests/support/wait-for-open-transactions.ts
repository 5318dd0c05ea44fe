import { database } from './owner-database.ts';
import { waitFor } from './wait-for.ts';

/**
 * Waits until every transaction of the server, other tests' too, is younger than what was written here so far. A listener
 * who subscribes afterwards begins behind all of that.
 */
export async function waitForOpenTransactions(): Promise<void> {
  await waitFor('the transactions that began before have ended', async () => {
    const { rows } = await database().pool.query<{ hasSettled: boolean }>(
      `select coalesce(max(xid), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as "hasSettled" from realtime_event`,
    );
    return rows[0]?.hasSettled;
  });
}
