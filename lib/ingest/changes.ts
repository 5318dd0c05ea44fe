import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import { storable } from '#lib/text/storable.ts';
import { newestMessage } from '#lib/items/change/newest-message.ts';
import { writeItems } from '#lib/items/change/write-items.ts';
import { previewOf } from '#lib/items/preview.ts';
import type { ItemEvent } from '#lib/items/transitions.ts';
import { type HistoryAct, recordHistory } from '#lib/items/history/record-history.ts';
import type { ArrivingMessage, SortedBatch } from './batch.ts';
import type { ChannelRow } from './channel.ts';
import type { Known, KnownMessage } from './known-messages.ts';
import { languageOf } from './languages.ts';
import { newModerations, writeModerations } from './moderations.ts';

type Reported = { held: KnownMessage; message: ArrivingMessage };
type Edit = Reported & { language: string | null };

/**
 * Applies changes on the network to stored messages: an edit keeps the earlier text, a deletion leaves a tombstone,
 * hiding is recorded. An edited review reopens its item.
 * @returns how many items changed
 */
export async function applyChanges(
  tx: Tx,
  channel: ChannelRow,
  batch: SortedBatch,
  known: Known,
  readSince?: Date,
): Promise<number> {
  const edits = batch.messages.flatMap((message): Edit[] => {
    const held = known.messages.get(message.externalId);
    if (!held) return [];
    if (isNewer(message, held)) return [{ held, message, language: languageOf(message) }];
    if (!readSince || !isOtherwise(message, held, readSince)) return [];
    return [{ held, message: { ...message, editedAt: new Date() }, language: languageOf(message) }];
  });
  const deletions = [...batch.deletions].flatMap(([externalId, deletedAt]) => {
    const held = known.messages.get(externalId);
    return held && !held.deletedAt ? [{ held, deletedAt }] : [];
  });
  const hidings = [...batch.hidings].flatMap(([externalId, hidden]) => {
    const held = known.messages.get(externalId);
    return held && held.hidden !== hidden ? [{ held, hidden }] : [];
  });
  const moderations = newModerations(batch.moderations, known);
  const restated = batch.messages.flatMap((message): Reported[] => {
    const held = known.messages.get(message.externalId);
    return held && isRestated(message, held) ? [{ held, message }] : [];
  });
  await keepEarlyDeletions(tx, channel, batch, known);
  if (edits.length > 0) await writeEdits(tx, channel, edits);
  if (deletions.length > 0) await writeDeletions(tx, channel, deletions);
  if (restated.length > 0) await writeReferences(tx, channel, restated);
  if (hidings.length > 0) await writeHidings(tx, channel, hidings);
  if (moderations.length > 0) await writeModerations(tx, channel, moderations);
  const touched = [...edits, ...deletions, ...hidings, ...restated].map(({ held }) => held.itemId);
  if (touched.length === 0) return moderations.length;
  await touchItems(tx, channel, edits, deletions, touched);
  const entries = [
    ...edits.map(({ held }) => entry(held, 'edited_upstream')),
    ...deletions.map(({ held }) => entry(held, 'deleted_upstream')),
  ];
  await recordHistory(tx, { workspaceId: channel.workspaceId, system: true }, entries);
  return new Set(touched).size;
}

function entry(held: KnownMessage, act: HistoryAct) {
  return { itemId: held.itemId, act, details: { messageId: held.id } };
}

function isNewer(message: ArrivingMessage, held: KnownMessage): boolean {
  if (held.deletedAt || !message.editedAt || isSameText(message, held)) return false;
  return message.editedAt > (held.editedAt ?? held.createdAt);
}

/**
 * An edit this shortly before a reading, or later, may not be part of what was read, because clocks differ, in
 * milliseconds.
 */
const JUST_NOW_MS = 10_000;

/** Whether a text that a webhook reported was changed before we read it, on a network that reports no edit time. */
function isOtherwise(message: ArrivingMessage, held: KnownMessage, readSince: Date): boolean {
  if (held.direction === 'outbound' || held.deletedAt || held.erasedAt || message.editedAt) return false;
  if (held.editedAt && held.editedAt.getTime() > readSince.getTime() - JUST_NOW_MS) return false;
  return !isSameText(message, held);
}

/** Compares texts as they would be stored now: earlier versions may have been stored uncut or with invisible characters. */
function isSameText({ text, cutFrom }: ArrivingMessage, held: KnownMessage): boolean {
  if (text === held.text) return true;
  const before = storable(held.text);
  return cutFrom === null ? text === before : before.startsWith(text);
}

/** Whether the network changed what may be done to a message. */
function isRestated({ reference }: ArrivingMessage, held: KnownMessage): boolean {
  if (reference === undefined || held.deletedAt) return false;
  const before = held.reference as Record<string, unknown>; // always written as an object of strings
  return Object.entries(reference).some(([name, value]) => before[name] !== value);
}

async function writeReferences(tx: Tx, channel: ChannelRow, restated: Reported[]): Promise<void> {
  const values = restated.map(({ held, message }) => ({ id: held.id, reference: message.reference }));
  await tx.$executeRaw`
    UPDATE "message" m SET "reference" = m."reference" || r."reference"
    FROM jsonb_to_recordset(${jsonRows(values)}) AS r ("id" uuid, "reference" jsonb)
    WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = r."id"`;
}

async function keepEarlyDeletions(tx: Tx, channel: ChannelRow, batch: SortedBatch, known: Known): Promise<void> {
  const early = [...batch.deletions]
    .filter(([externalId]) => !known.messages.has(externalId))
    .map(([externalId, deletedAt]) => ({ externalId, deletedAt }));
  if (early.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "tombstone" ("workspaceId", "channelId", "externalId", "deletedAt")
    SELECT ${channel.workspaceId}::uuid, ${channel.id}::uuid, t."externalId", t."deletedAt"
    FROM jsonb_to_recordset(${jsonRows(early)}) AS t ("externalId" text, "deletedAt" timestamptz)
    ON CONFLICT DO NOTHING`;
}

async function writeEdits(tx: Tx, channel: ChannelRow, edits: Edit[]): Promise<void> {
  const values = edits.map(({ held, message, language }) => ({
    id: held.id,
    text: message.text,
    language,
    cutFrom: message.cutFrom,
    rating: message.rating ?? null,
    editedAt: message.editedAt,
    reference: message.reference ?? {},
  }));
  await tx.$executeRaw`
    WITH e AS (
      SELECT * FROM jsonb_to_recordset(${jsonRows(values)}) AS e ("id" uuid, "text" text, "language" text, "cutFrom" int,
        "rating" smallint, "editedAt" timestamptz, "reference" jsonb)
    ), kept AS (
      INSERT INTO "message_version" ("workspaceId", "messageId", "replacedAt", "text", "language")
      SELECT m."workspaceId", m."id", e."editedAt", m."text", m."language"
      FROM e JOIN "message" m ON m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = e."id"
      ON CONFLICT DO NOTHING
    )
    UPDATE "message" m SET "text" = e."text", "language" = e."language", "cutFrom" = e."cutFrom", "editedAt" = e."editedAt", "rating" = coalesce(e."rating", m."rating"),
      "reference" = m."reference" || e."reference", "erasedAt" = NULL, "textChangedAt" = now(),
      "checkedAt" = CASE WHEN m."checkedAt" IS NOT NULL THEN now() END
    FROM e WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = e."id"`;
}

async function writeDeletions(tx: Tx, channel: ChannelRow, deletions: { held: KnownMessage; deletedAt: Date }[]) {
  await tx.$executeRaw`
    UPDATE "message" m SET "deletedAt" = d."deletedAt"
    FROM jsonb_to_recordset(${jsonRows(deletions.map(({ held, deletedAt }) => ({ id: held.id, deletedAt })))}) AS d
      ("id" uuid, "deletedAt" timestamptz)
    WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = d."id"`;
}

async function writeHidings(tx: Tx, channel: ChannelRow, hidings: { held: KnownMessage; hidden: boolean }[]) {
  await tx.$executeRaw`
    UPDATE "message" m SET "hidden" = h."hidden",
      "variant" = CASE WHEN m."variant" IN ('held', 'spam') AND NOT h."hidden" THEN NULL ELSE m."variant" END
    FROM jsonb_to_recordset(${jsonRows(hidings.map(({ held, hidden }) => ({ id: held.id, hidden })))}) AS h
      ("id" uuid, "hidden" boolean)
    WHERE m."workspaceId" = ${channel.workspaceId}::uuid AND m."id" = h."id"`;
}

/** Updates the items: their badges, and their preview when the shown message changed or disappeared. */
async function touchItems(
  tx: Tx,
  channel: ChannelRow,
  edits: Edit[],
  deletions: { held: KnownMessage; deletedAt: Date }[],
  touched: string[],
): Promise<void> {
  const changes = [...new Set(touched)].sort().map((itemId) => {
    const edit = edits.findLast(({ held }) => held.itemId === itemId);
    const deletion = deletions.findLast(({ held }) => held.itemId === itemId);
    const event: ItemEvent = edit?.message.kind === 'review' ? 'review_edited' : 'content_changed';
    return {
      itemId,
      event,
      editedAt: edit?.message.editedAt ?? null,
      editedId: edit?.held.id ?? null,
      preview: edit ? previewOf(edit.message.text) : null,
      language: edit?.language ?? null,
      inboundAt: edit?.held.direction === 'inbound' ? edit.held.createdAt : null,
      rating: edit?.message.rating ?? null,
      deletedAt: deletion?.deletedAt ?? null,
      deletedId: deletion?.held.id ?? null,
    };
  });
  const write = writeItems({
    by: { workspaceId: channel.workspaceId, system: true },
    event: ['review_edited', 'content_changed'],
    given: Prisma.sql`(
      SELECT change.*, newest."id" AS "newestId"
      FROM jsonb_to_recordset(${jsonRows(changes)}) AS change ("itemId" uuid, "event" text, "editedAt" timestamptz,
          "editedId" uuid, "preview" text, "language" text, "inboundAt" timestamptz, "rating" smallint, "deletedAt" timestamptz, "deletedId" uuid),
        ${newestMessage(channel.workspaceId, 'change')}
    )`,
    facts: {
      editedAt: Prisma.sql`coalesce(target."editedAt", i."editedAt")`,
      deletedAt: Prisma.sql`CASE WHEN target."newestId" = target."deletedId" THEN target."deletedAt" ELSE i."deletedAt" END`,
      preview: Prisma.sql`CASE WHEN target."newestId" = target."deletedId" THEN ''
        WHEN target."newestId" = target."editedId" THEN target."preview" ELSE i."preview" END`,
      previewLanguage: Prisma.sql`CASE WHEN target."newestId" = target."deletedId" THEN NULL
        WHEN target."newestId" = target."editedId" THEN target."language" ELSE i."previewLanguage" END`,
      language: Prisma.sql`CASE WHEN target."inboundAt" >= i."lastInboundAt"
        THEN coalesce(target."language", i."language") ELSE i."language" END`,
      rating: Prisma.sql`coalesce(target."rating", i."rating")`,
      variant: Prisma.sql`CASE WHEN i."variant" IN ('held', 'spam') AND NOT EXISTS (
          SELECT FROM "message" m WHERE m."workspaceId" = i."workspaceId" AND m."itemId" = i."id" AND m."variant" = i."variant")
        THEN NULL ELSE i."variant" END`,
    },
  });
  await tx.$executeRaw`WITH ${write} SELECT FROM changed`;
}
