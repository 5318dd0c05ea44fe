import { inWorkspace } from '#lib/db/in-workspace.ts';

/** A counter that differs from a recount, named by what it counts, as in `open/<owner>/<channel>/comment`. */
export type CounterDifference = {
  counter: string;
  kept: { items: number; failed: number };
  counted: { items: number; failed: number };
};

/**
 * Recounts a workspace's items and compares the result with the counters and with the views' numbers. It reads the whole
 * item table, so it is never part of a request.
 * @returns the differences; empty when all counters are right
 */
export async function checkCounters(workspaceId: string): Promise<CounterDifference[]> {
  const rows = await inWorkspace(workspaceId, async (tx) => {
    // One statement, because changes between two statements would look like differences.
    return await tx.$queryRaw<Row[]>`
      WITH delta AS (
        SELECT "status", "ownerKey", "channelId", "kind", "items", "failed" FROM "item_counter_delta"
      ), fine AS (
        SELECT "status", owner_key("ownerId") AS "ownerKey", "channelId", "kind", count(*) AS items,
          count(*) FILTER (WHERE "sendFailed") AS failed
        FROM "item" GROUP BY 1, 2, 3, 4
      ), entry AS (
        SELECT concat_ws('/', "status", "ownerKey", "channelId", "kind") AS counter, "items" AS items, "failed" AS failed,
          0 AS counted_items, 0 AS counted_failed
        FROM (SELECT "status", "ownerKey", "channelId", "kind", "items", "failed" FROM "item_counter"
          UNION ALL SELECT * FROM delta) AS kept
        UNION ALL
        SELECT concat_ws('/', "status", "ownerKey", "channelId", "kind"), 0, 0, items, failed FROM fine
        UNION ALL
        SELECT concat_ws('/', "dimension", "key"), "items", "failed", 0, 0 FROM "item_count"
        UNION ALL
        SELECT concat_ws('/', d."dimension", d."key"), c."items", c."failed", 0, 0
        FROM delta c CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
        UNION ALL
        SELECT concat_ws('/', d."dimension", d."key"), 0, 0, f.items, f.failed
        FROM fine f CROSS JOIN LATERAL count_dimensions(f."status", f."ownerKey", f."channelId", f."kind") d
      )
      SELECT counter, sum(items)::float8 AS "keptItems", sum(failed)::float8 AS "keptFailed",
        sum(counted_items)::float8 AS "countedItems", sum(counted_failed)::float8 AS "countedFailed"
      FROM entry GROUP BY 1
      HAVING sum(items) <> sum(counted_items) OR sum(failed) <> sum(counted_failed)
      ORDER BY 1`;
  });
  return rows.map(({ counter, keptItems, keptFailed, countedItems, countedFailed }) => ({
    counter,
    kept: { items: keptItems, failed: keptFailed },
    counted: { items: countedItems, failed: countedFailed },
  }));
}

type Row = {
  counter: string;
  keptItems: number;
  keptFailed: number;
  countedItems: number;
  countedFailed: number;
};
