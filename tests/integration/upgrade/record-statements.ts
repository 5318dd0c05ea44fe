import pg from 'pg';

/** A statement with its values as they go over the line; `Date` values as ISO 8601. */
export type Statement = { text: string; values: unknown[] };

type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/**
 * Records what the product says to the database while `run` runs: the statements of each transaction that enters a
 * workspace, in order.
 */
export async function recordStatements(run: () => Promise<void>): Promise<Statement[][]> {
  const transactions: Statement[][] = [];
  const open = new Map<pg.Client, Statement[]>();
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function record(this: pg.Client, ...given: unknown[]) {
    const [asked, values] = given as [string | { text?: string; values?: unknown[] }, unknown[]?];
    const text = typeof asked === 'string' ? asked : (asked.text ?? '');
    const said = { text, values: (typeof asked === 'string' ? values : (asked.values ?? values)) ?? [] };
    if (/^BEGIN/i.test(text)) open.set(this, []);
    else if (/^COMMIT/i.test(text)) {
      const statements = open.get(this) ?? [];
      if (statements[0]?.text.includes('set_config')) transactions.push(statements);
      open.delete(this);
    } else open.get(this)?.push(said);
    return query.apply(this, given);
  };
  try {
    await run();
  } finally {
    prototype.query = query;
  }
  return transactions;
}
