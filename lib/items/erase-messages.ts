import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { eraseTitles } from './cases/erase-titles.ts';
import { newestMessage } from './change/newest-message.ts';
import { writeItems } from './change/write-items.ts';
import { eraseDraftsTo } from './drafts/erase-drafts.ts';
import { erasePromisesIn } from './promises/erase-promises.ts';

/** Replaces an erased name, in any language. */
export const ERASED_NAME = '—';

/**
 * Erases the content of messages: texts, earlier texts, media, previews, and the words that search learnt from them. For
 * good also the drafts that answer them; and the words of what is promised there.
 * The rows stay: that the messages existed, when, and what was done about them.
 * @param isForGood the network is not asked for the content again
 */
export async function eraseMessages(
  tx: Tx,
  workspaceId: string,
  ids: readonly string[],
  { isForGood }: { isForGood: boolean },
): Promise<void> {
  if (ids.length === 0) return;
  await forgetWords(tx, workspaceId, ids);
  if (isForGood) await eraseDraftsTo(tx, workspaceId, ids);
  await tx.attachment.deleteMany({ where: { workspaceId, messageId: { in: [...ids] } } });
  await tx.messageVersion.deleteMany({ where: { workspaceId, messageId: { in: [...ids] } } });
  // The values of a template are words of the message too.
  await tx.action.updateMany({
    where: { workspaceId, messageId: { in: [...ids] }, template: { not: Prisma.DbNull } },
    data: { template: Prisma.DbNull },
  });
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'content_changed',
    given: Prisma.sql`(
      SELECT touched."itemId", newest."id" IN (SELECT "id" FROM erased) AS "isNewestErased"
      FROM (SELECT DISTINCT "itemId" FROM erased) AS touched, ${newestMessage(workspaceId, 'touched')}
    )`,
    facts: {
      preview: Prisma.sql`CASE WHEN target."isNewestErased" THEN '' ELSE i."preview" END`,
      previewLanguage: Prisma.sql`CASE WHEN target."isNewestErased" THEN NULL ELSE i."previewLanguage" END`,
      language: Prisma.sql`(
        SELECT m."language" FROM "message" m
        WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id" AND m."direction" = 'inbound'
          AND m."language" IS NOT NULL AND m."id" <> ALL(${[...ids]}::uuid[])
        ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 1)`,
    },
  });
  await tx.$executeRaw`
    WITH erased AS (
      UPDATE "message" SET "text" = '', "language" = NULL, "cutFrom" = NULL, "erasedAt" = now(), "checkedAt" = CASE WHEN NOT ${isForGood} THEN "checkedAt" END
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ANY(${[...ids]}::uuid[])
      RETURNING "id", "itemId"
    ), ${write}
    SELECT FROM changed`;
  // Now the items are locked, and whoever writes a promise locks its item first.
  await erasePromisesIn(tx, workspaceId, ids, { isForGood });
}

/** Subtracts these messages from the learned words; a word that nobody else wrote is forgotten. */
async function forgetWords(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  // `learnWords` locks the same row, so the two never run at once.
  await tx.$queryRaw`SELECT FROM "search_progress" WHERE "workspaceId" = ${workspaceId}::uuid FOR UPDATE`;
  await tx.$executeRaw`
    UPDATE "search_word" w SET "messages" = w."messages" - gone."messages"
    FROM (
      SELECT word, count(*)::int AS "messages" FROM "message" m
        JOIN "search_progress" p ON p."workspaceId" = m."workspaceId" AND m."id" <= p."lastMessageId",
        unnest(tsvector_to_array(m."search")) AS word
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."id" = ANY(${[...ids]}::uuid[]) GROUP BY word
    ) AS gone
    WHERE w."workspaceId" = ${workspaceId}::uuid AND w."word" = gone.word`;
  await tx.$executeRaw`DELETE FROM "search_word" WHERE "workspaceId" = ${workspaceId}::uuid AND "messages" <= 0`;
}

/** Erases a person's name, handle, picture and address, also where a case is called so. The network's opaque id stays. */
export async function eraseIdentities(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const held = await tx.identity.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: { contactId: true },
  });
  await eraseTitles(
    tx,
    workspaceId,
    held.map(({ contactId }) => contactId),
  );
  await tx.$executeRaw`
    WITH held AS (
      SELECT "id", "contactId", "name" FROM "identity"
      WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ANY(${[...ids]}::uuid[])
    ), erased AS (
      UPDATE "identity" i SET "name" = ${ERASED_NAME}, "handle" = '', "avatarUrl" = NULL, "profileUrl" = NULL, "erasedAt" = now()
      FROM held WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" = held."id"
    )
    UPDATE "contact" c SET "name" = ${ERASED_NAME}, "avatarUrl" = NULL
    FROM held WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = held."contactId" AND c."name" = held."name"`;
}
