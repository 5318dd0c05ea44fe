import type { Tx } from '#lib/db/tx.ts';
import { jsonRows } from '#lib/db/json-rows.ts';
import type { InboundAuthor } from '#lib/networks/contract.ts';
import type { ArrivingMessage } from './batch.ts';
import type { ChannelRow } from './channel.ts';

export type IdentityRow = { id: string; contactId: string; externalId: string };
type HeldIdentity = IdentityRow & { handle: string; name: string; avatarUrl: string | null };

/**
 * Finds or creates the identities of the authors, and contacts for new ones.
 * @returns identities by external id, including the contacts that a brand's message answers
 */
export async function resolveIdentities(
  tx: Tx,
  channel: ChannelRow,
  fresh: ArrivingMessage[],
): Promise<Map<string, IdentityRow>> {
  const authors = new Map<string, InboundAuthor>();
  for (const { contactExternalId, author } of fresh) {
    // A brand's reply can arrive before any message of its contact; the name follows with the contact's first message.
    if (!authors.has(contactExternalId)) authors.set(contactExternalId, unknownAuthor(contactExternalId));
    authors.set(author.externalId, author);
  }
  if (authors.size === 0) return new Map();
  const wanted = [...authors.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
  const ids = wanted.map(({ externalId }) => externalId);
  let held = await findIdentities(tx, channel, ids);
  if (held.size < wanted.length) {
    // Channels of one network share identities, so creating new ones is serialized.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${channel.workspaceId} ${channel.network} identities`}, 0))`;
    held = await findIdentities(tx, channel, ids);
    const strangers = wanted.filter(({ externalId }) => !held.has(externalId));
    for (const made of await makeIdentities(tx, channel, strangers)) held.set(made.externalId, made);
  }
  const changed = wanted
    .map((author) => withKnownName(author, held.get(author.externalId)))
    .filter((author) => isChanged(author, held.get(author.externalId)));
  if (changed.length > 0) await renameIdentities(tx, channel, changed);
  return held;
}

async function findIdentities(tx: Tx, channel: ChannelRow, ids: string[]): Promise<Map<string, HeldIdentity>> {
  const found = await tx.$queryRaw<HeldIdentity[]>`
    SELECT "id", "contactId", "externalId", "handle", "name", "avatarUrl" FROM "identity"
    WHERE "workspaceId" = ${channel.workspaceId}::uuid AND "network" = ${channel.network} AND "externalId" = ANY(${ids})`;
  return new Map(found.map((identity) => [identity.externalId, identity]));
}

async function makeIdentities(tx: Tx, channel: ChannelRow, authors: InboundAuthor[]): Promise<HeldIdentity[]> {
  if (authors.length === 0) return [];
  return await tx.$queryRaw<HeldIdentity[]>`
    WITH strangers AS MATERIALIZED (
      SELECT uuid_v7() AS "contactId", a.*
      FROM jsonb_to_recordset(${jsonRows(authors.map(authorRow))}) AS a
        ("externalId" text, "handle" text, "name" text, "avatarUrl" text, "profileUrl" text)
    ), contacts AS (
      INSERT INTO "contact" ("workspaceId", "id", "name", "avatarUrl")
      SELECT ${channel.workspaceId}::uuid, "contactId", "name", "avatarUrl" FROM strangers
    )
    INSERT INTO "identity" ("workspaceId", "contactId", "network", "externalId", "handle", "name", "avatarUrl", "profileUrl")
    SELECT ${channel.workspaceId}::uuid, "contactId", ${channel.network}, "externalId", "handle", "name", "avatarUrl", "profileUrl"
    FROM strangers
    RETURNING "id", "contactId", "externalId", "handle", "name", "avatarUrl"`;
}

/** Updates names and pictures. A contact is renamed too if it had the identity's old name. */
async function renameIdentities(tx: Tx, channel: ChannelRow, authors: InboundAuthor[]): Promise<void> {
  await tx.$executeRaw`
    WITH a AS (
      SELECT * FROM jsonb_to_recordset(${jsonRows(authors.map(authorRow))}) AS a
        ("externalId" text, "handle" text, "name" text, "avatarUrl" text, "profileUrl" text)
    ), contacts AS (
      UPDATE "contact" c SET "name" = a."name", "avatarUrl" = coalesce(a."avatarUrl", c."avatarUrl")
      FROM a JOIN "identity" i ON i."workspaceId" = ${channel.workspaceId}::uuid AND i."network" = ${channel.network}
        AND i."externalId" = a."externalId"
      WHERE c."workspaceId" = i."workspaceId" AND c."id" = i."contactId" AND c."name" = i."name"
    )
    UPDATE "identity" i SET "handle" = a."handle", "name" = a."name", "readAt" = now(), "erasedAt" = NULL,
      "avatarUrl" = coalesce(a."avatarUrl", i."avatarUrl"), "profileUrl" = coalesce(a."profileUrl", i."profileUrl")
    FROM a
    WHERE i."workspaceId" = ${channel.workspaceId}::uuid AND i."network" = ${channel.network} AND i."externalId" = a."externalId"`;
}

/** Some answers of a network hold only the handle, which does not replace a name that is known. */
function withKnownName(author: InboundAuthor, held: HeldIdentity | undefined): InboundAuthor {
  const isBare = shownName(author) === author.handle && author.handle === held?.handle;
  return isBare ? { ...author, name: held.name } : author;
}

function isChanged(author: InboundAuthor, held: HeldIdentity | undefined): boolean {
  if (!held || author.handle === '') return false;
  return (
    author.handle !== held.handle ||
    shownName(author) !== held.name ||
    (author.avatarUrl ?? held.avatarUrl) !== held.avatarUrl
  );
}

function authorRow(author: InboundAuthor) {
  return { ...author, name: shownName(author) };
}

function shownName(author: InboundAuthor): string {
  return author.name.trim() || author.handle || author.externalId;
}

function unknownAuthor(externalId: string): InboundAuthor {
  return { externalId, handle: '', name: '' };
}
