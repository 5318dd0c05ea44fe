import { Prisma } from '#lib/db/generated/client.ts';
import { asDispatcher, inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { Tx } from '#lib/db/tx.ts';
import { newestMessage } from '#lib/items/change/newest-message.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import { detectLanguage } from '#lib/language/detect-language.ts';
import { announce } from '#lib/realtime/announce.ts';

/** Messages read per transaction, and transactions per run: a stored history is worked off in many runs. */
const CHUNK = 500;
const CHUNKS = 10;
/** Ids are assigned before the commit, so a message with a lower id may still appear within this time, in milliseconds. */
const SETTLED_MS = 60_000;

/** Finds workspaces with messages that nobody has looked at for their language. */
export async function workspacesWithoutLanguages({ settledMs = SETTLED_MS } = {}): Promise<string[]> {
  const rows = await asDispatcher(
    (tx) => tx.$queryRaw<{ id: string }[]>`
      SELECT w."id"::text FROM "workspace" w LEFT JOIN "language_progress" p ON p."workspaceId" = w."id"
      WHERE EXISTS (SELECT FROM "message" m WHERE m."workspaceId" = w."id" AND m."id" <= ${lastIdAt(settledMs)}::uuid
        AND m."id" > coalesce(p."lastMessageId", '00000000-0000-0000-0000-000000000000'))`,
  );
  return rows.map(({ id }) => id);
}

/**
 * Detects the languages of stored messages that have none: those of a history or a burst, which are stored without, and
 * those that were stored by a version that did not detect. Each message is looked at once.
 * @returns how many messages were looked at
 */
export async function detectLanguages(workspaceId: string, { settledMs = SETTLED_MS } = {}): Promise<number> {
  let total = 0;
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    const read = await inWorkspace(workspaceId, (tx) => detectChunk(tx, workspaceId, lastIdAt(settledMs)));
    total += read;
    if (read < CHUNK) break;
  }
  if (total > 0) announce(workspaceId);
  return total;
}

async function detectChunk(tx: Tx, workspaceId: string, until: string): Promise<number> {
  await tx.$executeRaw`
    INSERT INTO "language_progress" ("workspaceId") VALUES (${workspaceId}::uuid) ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`SELECT FROM "language_progress" FOR UPDATE`;
  const rows = await tx.$queryRaw<{ id: string; text: string; language: string | null }[]>`
    SELECT m."id"::text, CASE WHEN m."language" IS NULL THEN left(m."text", 1000) ELSE '' END AS "text"
    FROM "language_progress" p JOIN "message" m ON m."workspaceId" = p."workspaceId"
      AND m."id" > coalesce(p."lastMessageId", '00000000-0000-0000-0000-000000000000')
    WHERE m."id" <= ${until}::uuid ORDER BY m."id" LIMIT ${CHUNK}`;
  const found = rows.flatMap(({ id, text }) => {
    const language = detectLanguage(text);
    return language === null ? [] : { id, text, language };
  });
  if (found.length > 0) await writeLanguages(tx, workspaceId, found);
  const last = rows.at(-1);
  if (last) await tx.languageProgress.update({ where: { workspaceId }, data: { lastMessageId: last.id } });
  return rows.length;
}

/** Stores languages of messages whose text is still the one that was read, and of the items that show them. */
async function writeLanguages(tx: Tx, workspaceId: string, found: readonly { id: string; language: string }[]) {
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'content_changed',
    given: Prisma.sql`(
      SELECT touched."itemId",
        (SELECT f."language" FROM written f WHERE f."id" = newest."id") AS "previewLanguage",
        said."language", said."createdAt" AS "languageAt"
      FROM (SELECT DISTINCT "itemId" FROM written) AS touched
        CROSS JOIN ${newestMessage(workspaceId, 'touched')}
        LEFT JOIN LATERAL (
          SELECT f."language", f."createdAt" FROM written f
          WHERE f."itemId" = touched."itemId" AND f."direction" = 'inbound' ORDER BY f."createdAt" DESC LIMIT 1
        ) said ON true
    )`,
    facts: {
      previewLanguage: Prisma.sql`coalesce(i."previewLanguage", target."previewLanguage")`,
      language: Prisma.sql`CASE WHEN i."language" IS NULL OR target."languageAt" >= i."lastInboundAt"
        THEN coalesce(target."language", i."language") ELSE i."language" END`,
    },
    where: Prisma.sql`(i."language" IS NULL AND target."language" IS NOT NULL)
      OR (target."languageAt" >= i."lastInboundAt" AND target."language" IS DISTINCT FROM i."language")
      OR (i."previewLanguage" IS NULL AND target."previewLanguage" IS NOT NULL)`,
  });
  await tx.$executeRaw`
    WITH written AS (
      UPDATE "message" m SET "language" = f."language"
      FROM jsonb_to_recordset(${jsonRows(found)}) AS f ("id" uuid, "text" text, "language" text)
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = f."id" AND m."language" IS NULL
        AND left(m."text", 1000) = f."text"
      RETURNING m."id", m."itemId", m."direction", m."createdAt", m."language"
    ), ${write}
    SELECT FROM changed`;
}

/** The highest id of a message that was stored so long ago (UUID version 7 begins with the milliseconds). */
function lastIdAt(agoMs: number): string {
  const hex = Math.max(0, Date.now() - agoMs)
    .toString(16)
    .padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7fff-bfff-ffffffffffff`;
}
