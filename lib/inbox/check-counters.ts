import { inWorkspace } from '#lib/db/in-workspace.ts';

/** A counter that is not what counting gives. */
export type CounterDifference = {
  status: string;
  ownerId: string;
  channelId: string;
  kind: string;
  kept: { items: number; failed: number };
  counted: { items: number; failed: number };
};

/**
 * Counts a workspace's items anew and compares. Reads the whole item table: a check, never part of a request.
 * @returns where kept and counted differ; empty when all is right
 */
export async function checkCounters(workspaceId: string): Promise<CounterDifference[]> {
  const rows = await inWorkspace(workspaceId, async (tx) => {
    return await tx.$queryRaw<
      {
        status: string;
        ownerKey: string;
        channelId: string;
        kind: string;
        keptItems: number;
        keptFailed: number;
        countedItems: number;
        countedFailed: number;
      }[]
    >`
      WITH kept AS (
        SELECT "status", "ownerKey", "channelId", "kind", sum("items") AS items, sum("failed") AS failed
        FROM (
          SELECT "status", "ownerKey", "channelId", "kind", "items", "failed" FROM "item_counter"
          UNION ALL
          SELECT "status", "ownerKey", "channelId", "kind", "items", "failed" FROM "item_counter_delta"
        ) AS change
        GROUP BY 1, 2, 3, 4
      ), counted AS (
        SELECT "status", owner_key("ownerId") AS "ownerKey", "channelId", "kind", count(*) AS items,
          count(*) FILTER (WHERE "sendFailed") AS failed
        FROM "item" GROUP BY 1, 2, 3, 4
      )
      SELECT "status"::text, "ownerKey"::text, "channelId"::text, "kind"::text,
        coalesce(kept.items, 0)::float8 AS "keptItems", coalesce(kept.failed, 0)::float8 AS "keptFailed",
        coalesce(counted.items, 0)::float8 AS "countedItems", coalesce(counted.failed, 0)::float8 AS "countedFailed"
      FROM kept FULL JOIN counted USING ("status", "ownerKey", "channelId", "kind")
      WHERE coalesce(kept.items, 0) <> coalesce(counted.items, 0)
        OR coalesce(kept.failed, 0) <> coalesce(counted.failed, 0)`;
  });
  return rows.map(({ ownerKey, keptItems, keptFailed, countedItems, countedFailed, ...where }) => ({
    ...where,
    ownerId: ownerKey,
    kept: { items: keptItems, failed: keptFailed },
    counted: { items: countedItems, failed: countedFailed },
  }));
}
