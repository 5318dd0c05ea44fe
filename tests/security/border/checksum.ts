import { database } from '#tests/support/owner-database.ts';

/** Rows that come by themselves: who signs in, who looks, what was counted. */
const ON_THEIR_OWN = [
  'presence',
  'realtime_event',
  'item_counter_delta',
  'item_counter',
  'item_count',
  'search_word',
  'search_progress',
];

export const everyTable = (name: string) => !ON_THEIR_OWN.includes(name);

/** Every row of a workspace, in one line a table: two that are the same say that nothing was changed. */
export async function checksum(workspaceId: string, isWatched: (table: string) => boolean): Promise<string> {
  const { pool } = database();
  const { rows: tables } = await pool.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where a.attname = 'workspaceId' and c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = 'public'::regnamespace order by 1`,
  );
  const sums: string[] = [];
  for (const { name } of tables.filter((table) => isWatched(table.name))) {
    // When a key was last used is written by its use.
    const { rows } = await pool.query<{ sum: string }>(
      `select coalesce(md5(string_agg((to_jsonb(t) - 'lastUsedAt')::text, '|' order by to_jsonb(t)::text)), '') as sum
       from "${name}" t where "workspaceId" = $1`,
      [workspaceId],
    );
    sums.push(`${name}:${rows[0]?.sum}`);
  }
  return sums.join('\n');
}
