import pg from 'pg';
import { migrate } from '#scripts/migrate.ts';
import { createUnmigratedDatabase } from '#tests/support/database.ts';
import { readFirstState } from './first-state.ts';
import { PreviousVersion } from './replay-statements.ts';
import { quoted, readColumns, restoreRows, type Row, type Rows } from './rows.ts';
import { withOneMore } from './with-one-more.ts';

/**
 * Where a later migration moved what the first state has: the SQL that gives a column's value in the newest state, as
 * `{ 'message.text': '"body"' }`.
 */
const MOVED: Readonly<Record<string, string>> = {};

export type Upgrade = {
  /** Rows of the first state that the newest state no longer has as they were, by their table. */
  lost: string[];
  /** What the database refused to the previous version while it was migrated, and after. */
  refused: string[];
  rounds: number;
};

/**
 * Brings a database of the first state to the newest one, while the previous version works in it.
 * @param more SQL of a further migration, after the newest
 */
export async function upgradeFromFirstState(more?: string): Promise<Upgrade> {
  const { migrations, rows, statements, busyWorkspaceId } = readFirstState();
  const { url, ownerUrl } = await createUnmigratedDatabase();
  const { username, password } = new URL(url);
  const application = { role: username, password };
  const owner = new pg.Client({ connectionString: ownerUrl });
  await migrate(ownerUrl, { upTo: Object.keys(migrations) });
  await owner.connect();
  try {
    await restoreRows(owner, rows);
    const previous = new PreviousVersion(url, statements);
    await previous.start();
    await migrate(ownerUrl, { application, folder: withOneMore(more) });
    await previous.stop();
    const lost = await findLost(owner, rows, busyWorkspaceId);
    return { lost, refused: previous.refused, rounds: previous.rounds };
  } finally {
    await owner.end();
  }
}

/** Compares all but the workspace that the previous version worked in. */
async function findLost(owner: pg.Client, rows: Rows, busyWorkspaceId: string): Promise<string[]> {
  const lost: string[] = [];
  for (const [table, list] of Object.entries(rows)) {
    const expected = list.filter((row) => row.workspaceId !== busyWorkspaceId);
    const columns = Object.keys(expected[0] ?? {});
    const values = columns.map((column) => `${MOVED[`${table}.${column}`] ?? quoted(column)} AS ${quoted(column)}`);
    try {
      const there = new Set((await readColumns(owner, table, values)).map(asText));
      for (const row of expected) if (!there.has(asText(row))) lost.push(`${table}: ${asText(row)}`);
    } catch (error) {
      lost.push(`${table}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return lost;
}

const asText = (row: Row) => JSON.stringify(Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)));
