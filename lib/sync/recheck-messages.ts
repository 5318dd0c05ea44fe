import type { ChannelRef } from '#lib/channels/channel-ref.ts';
import { z } from 'zod';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/tx.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { newestMessage } from '#lib/items/change/newest-message.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import type { StoredMessage } from '#lib/networks/contract.ts';
import type { CleanMessage } from '#lib/ingest/clean/clean-event.ts';
import { ERASED_NAME } from '#lib/items/erase-messages.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { languageOf } from '#lib/ingest/languages.ts';
import { previewOf } from '#lib/items/preview.ts';

export type MessageRow = StoredMessage & { id: string };

const strings = z.record(z.string(), z.string());

/** Reads the stored messages that a connector needs in order to fetch them again. */
export async function readStoredMessages(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<MessageRow[]> {
  const rows = await tx.message.findMany({
    where: { workspaceId, id: { in: [...ids] } },
    select: {
      id: true,
      externalId: true,
      reference: true,
      item: { select: { kind: true, threadExternalId: true, post: { select: { externalId: true } } } },
    },
  });
  return rows.flatMap(({ id, externalId, reference, item }) =>
    externalId === null
      ? []
      : {
          id,
          externalId,
          kind: item.kind,
          threadExternalId: item.threadExternalId,
          ...(item.post ? { postExternalId: item.post.externalId } : {}),
          reference: strings.catch({}).parse(reference),
        },
  );
}

/**
 * Fetches messages again from the network: stores edits and deletions, restores messages and authors that a retention
 * policy had erased, and restarts their retention period.
 * @returns how many messages the network returned
 * @throws NetworkError
 */
export async function recheckMessages(
  channelRef: ChannelRef,
  { connector, context }: OpenChannel,
  stored: readonly MessageRow[],
): Promise<number> {
  if (!connector.recheck || stored.length === 0) return 0;
  const asked = stored.map(toRequest);
  const readSince = new Date();
  const events = await connector.recheck(context, asked);
  const { read } = await ingest({
    ...channelRef,
    events: events.filter(({ type }) => type !== 'access_revoked'),
    readSince,
  });
  const reported = new Set(read.flatMap((event) => ('externalId' in event ? event.externalId : [])));
  await inWorkspace(channelRef.workspaceId, async (tx) => {
    await restoreErased(
      tx,
      channelRef,
      read.filter((event) => event.type === 'message'),
    );
    await tx.message.updateMany({
      where: {
        workspaceId: channelRef.workspaceId,
        id: { in: stored.filter((one) => reported.has(one.externalId)).map(({ id }) => id) },
      },
      data: { checkedAt: new Date() },
    });
  });
  return reported.size;
}

function toRequest({ externalId, kind, threadExternalId, postExternalId, reference }: MessageRow): StoredMessage {
  const post = postExternalId === undefined ? {} : { postExternalId };
  return { externalId, kind, threadExternalId, ...post, reference };
}

/** Restores erased messages and their authors from what the network still shows. A person's own erasure request stands. */
async function restoreErased(tx: Tx, { workspaceId, channelId }: ChannelRef, messages: CleanMessage[]): Promise<void> {
  const values = messages.map(({ externalId, text, languages, cutFrom, author }) => ({
    externalId,
    text,
    language: languageOf({ languages, text }),
    cutFrom,
    preview: previewOf(text),
    authorId: author.externalId,
    handle: author.handle,
    name: author.name.trim() || author.handle || author.externalId,
    avatarUrl: author.avatarUrl ?? null,
    profileUrl: author.profileUrl ?? null,
  }));
  if (values.length === 0) return;
  const write = writeItems({
    by: { workspaceId, system: true },
    event: 'content_changed',
    given: Prisma.sql`(
      SELECT touched."itemId", shown."preview", shown."language" AS "previewLanguage", shown."id" IS NOT NULL AS "isShown",
        (SELECT back."language" FROM back WHERE back."itemId" = touched."itemId" AND back."direction" = 'inbound'
          AND back."language" IS NOT NULL ORDER BY back."createdAt" DESC LIMIT 1) AS "language"
      FROM (SELECT DISTINCT "itemId" FROM back) AS touched, ${newestMessage(workspaceId, 'touched')}
      LEFT JOIN back shown ON shown."id" = newest."id"
    )`,
    facts: {
      preview: Prisma.sql`coalesce(target."preview", i."preview")`,
      previewLanguage: Prisma.sql`CASE WHEN target."isShown" THEN target."previewLanguage" ELSE i."previewLanguage" END`,
      language: Prisma.sql`coalesce(i."language", target."language")`,
    },
  });
  await tx.$executeRaw`
    WITH back AS (
      UPDATE "message" m SET "text" = b."text", "language" = b."language", "cutFrom" = b."cutFrom", "erasedAt" = NULL
      FROM jsonb_to_recordset(${jsonRows(values)}) AS b ("externalId" text, "text" text, "language" text, "cutFrom" int, "preview" text)
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${channelId}::uuid AND m."externalId" = b."externalId"
        AND m."erasedAt" IS NOT NULL AND m."deletedAt" IS NULL AND m."checkedAt" IS NOT NULL
      RETURNING m."id", m."itemId", m."direction", m."createdAt", m."language", b."preview"
    ), ${write}
    SELECT FROM changed`;
  await tx.$executeRaw`
    WITH a AS (
      SELECT DISTINCT ON ("authorId") * FROM jsonb_to_recordset(${jsonRows(values)}) AS a
        ("authorId" text, "handle" text, "name" text, "avatarUrl" text, "profileUrl" text)
    ), back AS (
      UPDATE "identity" i SET "handle" = a."handle", "name" = a."name", "avatarUrl" = a."avatarUrl",
        "profileUrl" = coalesce(a."profileUrl", i."profileUrl"), "readAt" = now(), "erasedAt" = NULL
      FROM a, "channel" c
      WHERE c."workspaceId" = ${workspaceId}::uuid AND c."id" = ${channelId}::uuid AND i."workspaceId" = c."workspaceId"
        AND i."network" = c."network" AND i."externalId" = a."authorId" AND a."handle" <> ''
      RETURNING i."contactId", i."name", i."avatarUrl"
    )
    UPDATE "contact" k SET "name" = back."name", "avatarUrl" = back."avatarUrl" FROM back
    WHERE k."workspaceId" = ${workspaceId}::uuid AND k."id" = back."contactId" AND k."name" = ${ERASED_NAME}`;
}
