import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';

/** Messages read per transaction. */
const CHUNK = 5000;
/** Ids are assigned before the commit, so a message with a lower id may still appear within this time, in milliseconds. */
const SETTLED_MS = 60_000;

/** Finds workspaces with messages whose words are not learned yet. */
export async function workspacesWithNewWords({ settledMs = SETTLED_MS } = {}): Promise<string[]> {
  const until = firstIdOf(new Date(Date.now() - settledMs));
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT w."id"::text FROM "workspace" w LEFT JOIN "search_progress" p ON p."workspaceId" = w."id"
      WHERE EXISTS (SELECT FROM "message" m WHERE m."workspaceId" = w."id" AND m."id" <= ${until}::uuid
        AND m."id" > coalesce(p."lastMessageId", '00000000-0000-0000-0000-000000000000'))`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Learns the words of new messages, so that search can correct typing errors and knows which words are frequent.
 * Concurrent runs never count a message twice.
 * @returns how many messages were read
 */
export async function learnWords(workspaceId: string, { settledMs = SETTLED_MS } = {}): Promise<number> {
  const until = firstIdOf(new Date(Date.now() - settledMs));
  for (let total = 0; ;) {
    const read = await inWorkspace(workspaceId, async (tx) => {
      await tx.$executeRaw`
        INSERT INTO "search_progress" ("workspaceId") VALUES (${workspaceId}::uuid) ON CONFLICT DO NOTHING`;
      await tx.$queryRaw`SELECT FROM "search_progress" FOR UPDATE`;
      const [row] = await tx.$queryRaw<{ n: number }[]>`
        WITH batch AS (
          SELECT m."id", m."search" FROM "search_progress" p JOIN "message" m ON m."workspaceId" = p."workspaceId"
            AND m."id" > coalesce(p."lastMessageId", '00000000-0000-0000-0000-000000000000')
          WHERE m."id" <= ${until}::uuid ORDER BY m."id" LIMIT ${CHUNK}
        ), word AS (
          SELECT word, count(*) AS messages FROM batch, unnest(tsvector_to_array(batch."search")) AS word
          WHERE length(word) BETWEEN 3 AND 40 AND word !~ '[0-9]' GROUP BY word
        ), learned AS (
          INSERT INTO "search_word" AS w ("workspaceId", "word", "messages")
          SELECT ${workspaceId}::uuid, word, messages FROM word ORDER BY word
          ON CONFLICT ("workspaceId", "word") DO UPDATE SET "messages" = w."messages" + EXCLUDED."messages"
        ), advanced AS (
          UPDATE "search_progress" SET "messages" = "messages" + (SELECT count(*) FROM batch),
            "lastMessageId" = coalesce((SELECT "id" FROM batch ORDER BY "id" DESC LIMIT 1), "lastMessageId")
        )
        SELECT count(*)::int AS n FROM batch`;
      return row?.n ?? 0;
    });
    total += read;
    if (read < CHUNK) return total;
  }
}

/** The lowest id of a row created at this time (UUID version 7 begins with the milliseconds). */
function firstIdOf(moment: Date): string {
  const hex = Math.max(0, moment.getTime()).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}
