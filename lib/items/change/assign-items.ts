import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { mayReceive, type Receiver } from '../members/may-receive.ts';
import { writeItems } from './write-items.ts';

export type Assignment = { ownerId: string | null; contributorIds?: string[] };

/** An assignment whose people exist, with them. */
export type Checked = Assignment & { people: (Receiver & { name: string })[] };

/** The most people who contribute to one item. */
const CONTRIBUTORS_LIMIT = 50;

/** @throws Refusal `not_found` for a non-member, `invalid` for a member who does not work on items */
export async function checkAssignment(tx: Tx, { ownerId, contributorIds }: Assignment): Promise<Checked> {
  const owner = ownerId === null ? null : uuid(ownerId);
  const contributors = contributorIds && [...new Set(contributorIds.map(uuid))].filter((id) => id !== owner);
  if (contributors && contributors.length > CONTRIBUTORS_LIMIT) {
    throw new Refusal('too_many', { limit: CONTRIBUTORS_LIMIT });
  }
  const wanted = [...(owner ? [owner] : []), ...(contributors ?? [])];
  const people = await readReceivers(tx, wanted);
  if (people.length < wanted.length) throw new Refusal('not_found');
  const idle = people.find((member) => mayReceive(member, null));
  if (idle) throw new Refusal('invalid', { field: idle.id === owner ? 'ownerId' : 'contributorIds' });
  return { people, ownerId: owner, ...(contributors ? { contributorIds: contributors } : {}) };
}

async function readReceivers(tx: Tx, memberIds: readonly string[]): Promise<Checked['people']> {
  if (memberIds.length === 0) return [];
  const members = await tx.member.findMany({
    where: { id: { in: [...memberIds] }, removedAt: null },
    select: {
      id: true,
      role: true,
      seesAllChannels: true,
      channels: { select: { channelId: true } },
      user: { select: { name: true } },
    },
  });
  return members.map(({ id, role, seesAllChannels, channels, user }) => ({
    id,
    role,
    name: user.name,
    channelIds: seesAllChannels || role === 'admin' ? null : channels.map(({ channelId }) => channelId),
  }));
}

/** @throws Refusal `no_channel_access` with the `name` of a member who does not see the item's channel; `not_found` */
export async function checkReceivers(tx: Tx, itemId: string, { people }: Checked): Promise<void> {
  const item = await tx.item.findFirst({ where: { id: itemId }, select: { channelId: true } });
  if (!item) throw new Refusal('not_found');
  const blind = people.find((member) => mayReceive(member, item));
  if (blind) throw new Refusal('no_channel_access', { name: blind.name });
}

/** The items that all of these people may receive. */
async function receivable(tx: Tx, itemIds: readonly string[], people: readonly Receiver[]): Promise<readonly string[]> {
  if (people.every(({ channelIds }) => channelIds === null)) return itemIds;
  const items = await tx.item.findMany({ where: { id: { in: [...itemIds] } }, select: { id: true, channelId: true } });
  return items.filter((item) => !people.some((member) => mayReceive(member, item))).map(({ id }) => id);
}

/**
 * Assigns the items that do not have this assignment yet, except those in a channel that one of the people does not see.
 * @returns the ids of the history entries
 */
export async function assignItems(
  tx: Tx,
  caller: Caller,
  given: readonly string[],
  { ownerId, contributorIds, people }: Checked,
  batchId: string | null,
): Promise<string[]> {
  const itemIds = await receivable(tx, given, people);
  const wanted = contributorIds && [...contributorIds].sort();
  const write = writeItems({
    by: caller,
    event: 'assigned',
    values: { ownerId },
    given: Prisma.sql`(
      SELECT "itemId", ARRAY(
        SELECT c."memberId"::text FROM "item_contributor" c
        WHERE c."workspaceId" = ${caller.workspaceId}::uuid AND c."itemId" = wanted."itemId" ORDER BY c."memberId"
      ) AS "contributorIds"
      FROM unnest(${itemIds}::uuid[]) AS wanted ("itemId")
    )`,
    where: Prisma.sql`target."ownerId" IS DISTINCT FROM ${ownerId}::uuid OR target."claimedUntil" IS NOT NULL
      OR target."contributorIds" <> coalesce(${wanted ?? null}::text[], target."contributorIds")`,
    details: { ownerId, ...(contributorIds ? { contributorIds } : {}) },
    undoData: Prisma.sql`jsonb_build_object('contributorIds', target."contributorIds")`,
    batchId,
  });
  const changed = await tx.$queryRaw<{ itemId: string; historyId: string }[]>(Prisma.sql`
    WITH ${write} SELECT "itemId"::text, "id"::text AS "historyId" FROM recorded`);
  if (contributorIds) {
    await setContributors(
      tx,
      changed.map(({ itemId }) => ({ itemId, memberIds: contributorIds })),
    );
  }
  return changed.map(({ historyId }) => historyId);
}

/** Sets the items' contributors. */
export async function setContributors(tx: Tx, wanted: { itemId: string; memberIds: string[] }[]): Promise<void> {
  if (wanted.length === 0) return;
  const itemIds = wanted.map(({ itemId }) => itemId);
  const pairs = wanted.flatMap(({ itemId, memberIds }) => memberIds.map((memberId) => ({ itemId, memberId })));
  const rows = Prisma.sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS pair ("itemId" uuid, "memberId" uuid)`;
  await tx.$executeRaw`
    DELETE FROM "item_contributor" c WHERE c."itemId" = ANY(${itemIds}::uuid[])
      AND NOT EXISTS (SELECT FROM ${rows} WHERE pair."itemId" = c."itemId" AND pair."memberId" = c."memberId")`;
  if (pairs.length === 0) return;
  // Former members are not added again.
  await tx.$executeRaw`
    INSERT INTO "item_contributor" ("workspaceId", "itemId", "memberId", "status", "lastActivityAt")
    SELECT i."workspaceId", i."id", m."id", i."status", i."lastActivityAt"
    FROM ${rows} JOIN "item" i ON i."id" = pair."itemId"
    JOIN "member" m ON m."workspaceId" = i."workspaceId" AND m."id" = pair."memberId" AND m."removedAt" IS NULL
    ON CONFLICT DO NOTHING`;
}
