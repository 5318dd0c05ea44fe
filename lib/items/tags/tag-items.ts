import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { takeStock } from '#lib/quotas/take-stock.ts';
import { Refusal } from '#lib/refusal.ts';
import { type ChangedItem, writeItems } from '../change/write-items.ts';
import { cleanText } from '../clean-text.ts';
import { TAG_LIMIT } from '../types.ts';

export type Tagging = { add: string[]; remove: string[] };

/** The most tags that one act adds or removes. */
const NAMES_LIMIT = 50;

/** Normalizes names: trimmed, single spaces, unique regardless of case. @throws Refusal `invalid`, `too_many` */
export function checkTagging({ add = [], remove = [] }: Partial<Tagging>): Tagging {
  return { add: checkNames(add, 'add'), remove: checkNames(remove, 'remove') };
}

function checkNames(names: readonly string[], field: 'add' | 'remove'): string[] {
  if (names.length > NAMES_LIMIT) throw new Refusal('too_many', { limit: NAMES_LIMIT });
  const byFolded = new Map<string, string>();
  for (const given of names) {
    const name = cleanText(given).replace(/\s+/g, ' ');
    if (name === '' || name.length > TAG_LIMIT) throw new Refusal('invalid', { field, limit: TAG_LIMIT });
    byFolded.set(name.toLowerCase(), byFolded.get(name.toLowerCase()) ?? name);
  }
  return [...byFolded.values()];
}

/**
 * Adds and removes tags; a new name creates a tag.
 * @returns the changed items, each with its history entry
 * @throws Refusal `quota_reached` when the workspace has too many tags
 */
export async function tagItems(
  tx: Tx,
  caller: Caller,
  itemIds: readonly string[],
  { add, remove }: Tagging,
  batchId: string | null,
): Promise<ChangedItem[]> {
  const items = await tx.$queryRaw<unknown[]>`
    SELECT "id"::text FROM "item" WHERE "id" = ANY(${itemIds}::uuid[]) ORDER BY "id" FOR NO KEY UPDATE`;
  if (items.length === 0) return [];
  if (add.length > 0) await makeTags(tx, caller.workspaceId, add);
  const write = writeItems({
    by: caller,
    event: ['tagged', 'untagged'],
    given: Prisma.sql`retagged`,
    details: { added: add, removed: remove },
    undoData: Prisma.sql`jsonb_build_object('addedTagIds', target."addedTagIds", 'removedTagIds', target."removedTagIds")`,
    batchId,
  });
  return await tx.$queryRaw<ChangedItem[]>(Prisma.sql`
    WITH added AS (
      INSERT INTO "item_tag" ("workspaceId", "itemId", "tagId", "status", "lastActivityAt")
      SELECT i."workspaceId", i."id", t."id", i."status", i."lastActivityAt"
      FROM "item" i JOIN "tag" t ON t."workspaceId" = i."workspaceId"
      WHERE i."id" = ANY(${itemIds}::uuid[]) AND lower(t."name") IN (SELECT lower(unnest(${add}::text[])))
      ON CONFLICT DO NOTHING RETURNING "itemId", "tagId"
    ), removed AS (
      DELETE FROM "item_tag" it USING "tag" t
      WHERE t."workspaceId" = it."workspaceId" AND t."id" = it."tagId" AND it."itemId" = ANY(${itemIds}::uuid[])
        AND lower(t."name") IN (SELECT lower(unnest(${remove}::text[])))
      RETURNING it."itemId", it."tagId"
    ), retagged AS (
      SELECT "itemId", CASE WHEN bool_or(is_added) THEN 'tagged' ELSE 'untagged' END AS "event",
        coalesce(array_agg("tagId"::text) FILTER (WHERE is_added), '{}') AS "addedTagIds",
        coalesce(array_agg("tagId"::text) FILTER (WHERE NOT is_added), '{}') AS "removedTagIds"
      FROM (SELECT *, true AS is_added FROM added UNION ALL SELECT *, false FROM removed) AS both_ways GROUP BY "itemId"
    ), ${write}
    SELECT "itemId"::text, "id"::text AS "historyId" FROM recorded`);
}

async function makeTags(tx: Tx, workspaceId: string, wanted: readonly string[]): Promise<void> {
  // Sorted by name, so that two writers of the same tags cannot deadlock.
  const missing = await tx.$queryRaw<{ name: string }[]>`
    SELECT given AS name FROM unnest(${[...wanted].sort()}::text[]) AS given
    WHERE NOT EXISTS (SELECT FROM "tag" WHERE "workspaceId" = ${workspaceId}::uuid AND lower("name") = lower(given))
    ORDER BY given`;
  if (missing.length === 0) return;
  await takeStock(tx, workspaceId, [{ quota: 'tags', subject: null, amount: missing.length }]);
  const names = missing.map(({ name }) => name);
  await tx.$executeRaw`
    INSERT INTO "tag" ("workspaceId", "name") SELECT ${workspaceId}::uuid, unnest(${names}::text[])
    ON CONFLICT ("workspaceId", lower("name")) DO NOTHING`;
}

/** Undoes a tagging. */
export async function untag(
  tx: Tx,
  taggings: { itemId: string; addedTagIds: string[]; removedTagIds: string[] }[],
): Promise<void> {
  const pairs = (key: 'addedTagIds' | 'removedTagIds') =>
    JSON.stringify(taggings.flatMap((one) => one[key].map((tagId) => ({ itemId: one.itemId, tagId }))));
  await tx.$executeRaw`
    DELETE FROM "item_tag" it USING jsonb_to_recordset(${pairs('addedTagIds')}::jsonb) AS pair ("itemId" uuid, "tagId" uuid)
    WHERE it."itemId" = pair."itemId" AND it."tagId" = pair."tagId"`;
  await tx.$executeRaw`
    INSERT INTO "item_tag" ("workspaceId", "itemId", "tagId", "status", "lastActivityAt")
    SELECT i."workspaceId", i."id", t."id", i."status", i."lastActivityAt"
    FROM jsonb_to_recordset(${pairs('removedTagIds')}::jsonb) AS pair ("itemId" uuid, "tagId" uuid)
    JOIN "item" i ON i."id" = pair."itemId" JOIN "tag" t ON t."workspaceId" = i."workspaceId" AND t."id" = pair."tagId"
    ON CONFLICT DO NOTHING`;
}
