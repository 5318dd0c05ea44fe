import { may } from '#lib/act.ts';
import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { uuid } from '#lib/db/uuid.ts';
import { ownItems } from '../members/own-items.ts';
import { writeItems } from './write-items.ts';

export type Assignment = { ownerId: string | null; contributorIds?: string[] };

/** The most people who contribute to one item. */
const CONTRIBUTORS_LIMIT = 50;

/** @throws Refusal `not_found` for a non-member, `invalid` for a member who does not work on items */
export async function checkAssignment(tx: Tx, { ownerId, contributorIds }: Assignment): Promise<Assignment> {
  const owner = ownerId === null ? null : uuid(ownerId);
  const contributors = contributorIds && [...new Set(contributorIds.map(uuid))].filter((id) => id !== owner);
  if (contributors && contributors.length > CONTRIBUTORS_LIMIT) {
    throw new Refusal('too_many', { limit: CONTRIBUTORS_LIMIT });
  }
  const wanted = [...(owner ? [owner] : []), ...(contributors ?? [])];
  if (wanted.length > 0) {
    const members = await tx.member.findMany({
      where: { id: { in: wanted }, removedAt: null },
      select: { id: true, role: true },
    });
    if (members.length < wanted.length) throw new Refusal('not_found');
    const idle = members.find(({ role }) => !may({ role }, ownItems));
    if (idle) throw new Refusal('invalid', { field: idle.id === owner ? 'ownerId' : 'contributorIds' });
  }
  return { ownerId: owner, ...(contributors ? { contributorIds: contributors } : {}) };
}

/**
 * Assigns the items that do not have this assignment yet.
 * @returns the ids of the history entries
 */
export async function assignItems(
  tx: Tx,
  caller: Caller,
  itemIds: readonly string[],
  { ownerId, contributorIds }: Assignment,
  batchId: string | null,
): Promise<string[]> {
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
