import { database } from './owner-database.ts';

type Options = {
  /** The tables to sum; without it, all that have a workspace. */
  isWatched?: (table: string) => boolean;
  /** Columns that may change. */
  ignoredColumns?: string[];
};

/** Sums every row of a workspace, one line a table. Two equal results mean that nothing was changed in between. */
export async function sumTables(
  workspaceId: string,
  { isWatched = () => true, ignoredColumns = [] }: Options = {},
): Promise<string> {
  const { pool } = database();
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'workspaceId' and c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const sums: string[] = [];
  for (const { name } of tables.filter((table) => isWatched(table.name))) {
    const { rows } = await pool.query<{ sum: string }>(
      `select coalesce(md5(string_agg((to_jsonb(t) - $2::text[])::text, '|' order by to_jsonb(t)::text)), '') as sum
       from "${name}" t where "workspaceId" = $1`,
      [workspaceId, ignoredColumns],
    );
    sums.push(`${name}:${rows[0]?.sum}`);
  }
  return sums.join('\n');
}
