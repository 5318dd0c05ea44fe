import { expect } from 'vitest';
import { database } from './owner-database.ts';
import { eventually } from './eventually.ts';

/**
 * Waits until no transaction of the whole server is older than what was written here so far: a listener who comes now
 * begins after all that. The server is shared with other tests.
 */
export async function settled(): Promise<void> {
  await eventually(async () => {
    const { rows } = await database().pool.query<{ settled: boolean }>(
      `select coalesce(max(xid), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint as settled from realtime_event`,
    );
    expect(rows[0]?.settled).toBe(true);
  });
}
