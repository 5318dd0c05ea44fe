import { sumTables } from '#tests/support/sum-tables.ts';

/** Tables that the running instance writes by itself: sign-ins, presence, counting, the seals of lines that are summed. */
const WRITTEN_BY_THEMSELVES = [
  'presence',
  'audit_seal',
  'audit_unsealed',
  'realtime_event',
  'item_counter_delta',
  'item_counter',
  'item_channel_count',
  'item_count',
  'search_word',
  'search_progress',
  'language_progress',
];

/** Sums what only a member's act changes in a workspace. Using an API key writes when it was last used. */
export async function sumWorkspace(workspaceId: string): Promise<string> {
  return await sumTables(workspaceId, {
    isWatched: (table) => !WRITTEN_BY_THEMSELVES.includes(table),
    ignoredColumns: ['lastUsedAt'],
  });
}
