import { Prisma } from '#lib/db/generated/client.ts';
import { inWorkspace } from '#lib/db/in-workspace.ts';

type Numbers = { items: number; failed: number; confidential?: number; confidentialFailed?: number };

/**
 * A counter that differs from a recount, named by what it counts, as in `open/<owner>/<channel>/comment`. The numbers of
 * confidential items are given where one of them differs.
 */
export type CounterDifference = { counter: string; kept: Numbers; counted: Numbers };

/**
 * Recounts a workspace's items and compares the result with the counters, with the views' numbers, and with those of each
 * channel. It reads the whole item table, so it is never part of a request.
 * @returns the differences; empty when all counters are right
 */
export async function checkCounters(workspaceId: string): Promise<CounterDifference[]> {
  const rows = await inWorkspace(workspaceId, async (tx) => {
    // One statement, because changes between two statements would look like differences.
    return await tx.$queryRaw<Row[]>`
      WITH delta AS (
        SELECT "status", "ownerKey", "channelId", "kind",
          ARRAY["items", "failed", "confidential", "confidentialFailed"]::bigint[] AS n
        FROM "item_counter_delta"
      ), fine AS (
        SELECT "status", owner_key("ownerId") AS "ownerKey", "channelId", "kind", ARRAY[count(*),
          count(*) FILTER (WHERE "sendFailed"), count("confidentialTo"),
          count("confidentialTo") FILTER (WHERE "sendFailed")] AS n
        FROM "item" GROUP BY 1, 2, 3, 4
      ), change AS (
        SELECT *, true AS kept FROM delta UNION ALL SELECT *, false FROM fine
      ), entry AS (
        SELECT concat_ws('/', "status", "ownerKey", "channelId", "kind") AS counter, kept, n FROM change
        UNION ALL
        SELECT concat_ws('/', d."dimension", d."key"), c.kept, c.n
        FROM change c CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
        UNION ALL
        SELECT concat_ws('/', 'of', c."channelId", d."dimension", d."key"), c.kept, c.n
        FROM change c CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
        UNION ALL
        SELECT concat_ws('/', "status", "ownerKey", "channelId", "kind"), true,
          ARRAY["items", "failed", "confidential", "confidentialFailed"] FROM "item_counter"
        UNION ALL
        SELECT concat_ws('/', "dimension", "key"), true,
          ARRAY["items", "failed", "confidential", "confidentialFailed"] FROM "item_count"
        UNION ALL
        SELECT concat_ws('/', 'of', "channelId", "dimension", "key"), true,
          ARRAY["items", "failed", "confidential", "confidentialFailed"] FROM "item_channel_count"
      ), compared AS (
        SELECT counter, ${sums('kept')} AS kept, ${sums('NOT kept')} AS counted FROM entry GROUP BY 1
      )
      SELECT counter, kept, counted FROM compared WHERE kept <> counted ORDER BY 1`;
  });
  return rows.map(({ counter, kept, counted }) => {
    const isConfidential = kept[2] !== counted[2] || kept[3] !== counted[3];
    return { counter, kept: numbers(kept, isConfidential), counted: numbers(counted, isConfidential) };
  });
}

/** The sums of the four numbers, over the entries with the condition. */
function sums(condition: string): Prisma.Sql {
  const sum = (place: number) => `coalesce(sum(n[${place}]) FILTER (WHERE ${condition}), 0)::float8`;
  return Prisma.raw(`ARRAY[${[1, 2, 3, 4].map(sum).join(', ')}]`);
}

type Four = [items: number, failed: number, confidential: number, confidentialFailed: number];
type Row = { counter: string; kept: Four; counted: Four };

function numbers([items, failed, confidential, confidentialFailed]: Four, isConfidential: boolean): Numbers {
  return { items, failed, ...(isConfidential ? { confidential, confidentialFailed } : {}) };
}
