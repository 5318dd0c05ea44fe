import { z } from 'zod';
import type { OpenChannel } from '#lib/channels/open-channel.ts';
import type { Tx } from '#lib/db/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { HeldMessage } from '#lib/networks/contract.ts';
import type { CleanMessage } from '#lib/ingest/clean/clean-event.ts';
import { ERASED_NAME } from '#lib/items/erase-messages.ts';
import { ingest } from '#lib/ingest/ingest.ts';
import { previewOf } from '#lib/items/preview.ts';

type Place = { workspaceId: string; channelId: string };
export type HeldRow = HeldMessage & { id: string };

const strings = z.record(z.string(), z.string());

/** Messages as the network is asked about them. */
export async function readHeld(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<HeldRow[]> {
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
 * Reads messages again at the network: edits and deletions are stored, what was erased because its time was over comes
 * back with its author, and their time begins anew.
 * @returns how many the network told of
 * @throws NetworkError
 */
export async function recheckMessages(
  place: Place,
  { connector, context }: OpenChannel,
  held: readonly HeldRow[],
): Promise<number> {
  if (!connector.recheck || held.length === 0) return 0;
  const asked = held.map(toAsk);
  const readSince = new Date();
  const events = await connector.recheck(context, asked);
  const { read } = await ingest({
    ...place,
    events: events.filter(({ type }) => type !== 'access_revoked'),
    readSince,
  });
  const told = new Set(read.flatMap((event) => ('externalId' in event ? event.externalId : [])));
  await inWorkspace(place.workspaceId, async (tx) => {
    await bringBack(
      tx,
      place,
      read.filter((event) => event.type === 'message'),
    );
    await tx.message.updateMany({
      where: {
        workspaceId: place.workspaceId,
        id: { in: held.filter((one) => told.has(one.externalId)).map(({ id }) => id) },
      },
      data: { checkedAt: new Date() },
    });
  });
  return told.size;
}

function toAsk({ externalId, kind, threadExternalId, postExternalId, reference }: HeldRow): HeldMessage {
  const post = postExternalId === undefined ? {} : { postExternalId };
  return { externalId, kind, threadExternalId, ...post, reference };
}

/** Gives erased messages and their authors back what the network still shows. A person's own wish stays. */
async function bringBack(tx: Tx, { workspaceId, channelId }: Place, messages: CleanMessage[]): Promise<void> {
  const values = messages.map(({ externalId, text, cutFrom, author }) => ({
    externalId,
    text,
    cutFrom,
    preview: previewOf(text),
    authorId: author.externalId,
    handle: author.handle,
    name: author.name.trim() || author.handle || author.externalId,
    avatarUrl: author.avatarUrl ?? null,
    profileUrl: author.profileUrl ?? null,
  }));
  if (values.length === 0) return;
  await tx.$executeRaw`
    WITH back AS (
      UPDATE "message" m SET "text" = b."text", "cutFrom" = b."cutFrom", "erasedAt" = NULL
      FROM jsonb_to_recordset(${jsonRows(values)}) AS b ("externalId" text, "text" text, "cutFrom" int)
      WHERE m."workspaceId" = ${workspaceId}::uuid AND m."channelId" = ${channelId}::uuid AND m."externalId" = b."externalId"
        AND m."erasedAt" IS NOT NULL AND m."deletedAt" IS NULL AND m."checkedAt" IS NOT NULL
      RETURNING m."id", m."itemId", m."externalId"
    )
    UPDATE "item" i SET "version" = i."version" + 1,
      "preview" = coalesce((
        SELECT b."preview" FROM back JOIN jsonb_to_recordset(${jsonRows(values)}) AS b ("externalId" text, "preview" text)
          ON b."externalId" = back."externalId"
        WHERE back."id" = (
          SELECT m."id" FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id"
          ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 1)
      ), i."preview")
    WHERE i."workspaceId" = ${workspaceId}::uuid AND i."id" IN (SELECT "itemId" FROM back)`;
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
