import pg from 'pg';
import { vi } from 'vitest';

/**
 * The statements sent to Postgres during `run`, without those that begin and end transactions, and without the signals to open
 * browsers, which are sent some milliseconds after an act.
 */
export async function statementsOf(run: () => Promise<unknown>): Promise<string[]> {
  const seen: string[] = [];
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await run();
  for (const [first] of query.mock.calls as unknown[][]) {
    seen.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
  }
  query.mockRestore();
  return seen.filter((text) => !/^(begin|commit|rollback)|pg_notify/i.test(text));
}
