-- The deltas that are taken are named by their place in the table. Compared by their keys, with the statistics of the table when it
-- was empty, each of 20,000 was looked for among all: a fold took minutes while a hundred thousand items changed.
CREATE OR REPLACE FUNCTION fold_counters() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  WITH taken AS (
    DELETE FROM "item_counter_delta" WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM "item_counter_delta" LIMIT 20000 FOR UPDATE SKIP LOCKED))
    RETURNING *
  ), summed AS (
    SELECT "workspaceId", "status", "ownerKey", "channelId", "kind", sum("items") AS items, sum("failed") AS failed,
      sum("confidential") AS confidential, sum("confidentialFailed") AS confidential_failed
    FROM taken t WHERE EXISTS (SELECT FROM "workspace" w WHERE w."id" = t."workspaceId")
    GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ), merged AS (
    INSERT INTO "item_counter" AS c ("workspaceId", "status", "ownerKey", "channelId", "kind",
      "items", "failed", "confidential", "confidentialFailed")
    SELECT * FROM summed
    ON CONFLICT ("workspaceId", "status", "ownerKey", "channelId", "kind")
    DO UPDATE SET "items" = c."items" + EXCLUDED."items", "failed" = c."failed" + EXCLUDED."failed",
      "confidential" = c."confidential" + EXCLUDED."confidential",
      "confidentialFailed" = c."confidentialFailed" + EXCLUDED."confidentialFailed"
  ), viewed AS (
    INSERT INTO "item_count" AS c ("workspaceId", "dimension", "key", "items", "failed", "confidential", "confidentialFailed")
    SELECT s."workspaceId", d."dimension", d."key",
      sum(s.items), sum(s.failed), sum(s.confidential), sum(s.confidential_failed)
    FROM summed s CROSS JOIN LATERAL count_dimensions(s."status", s."ownerKey", s."channelId", s."kind") d
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("workspaceId", "dimension", "key")
    DO UPDATE SET "items" = c."items" + EXCLUDED."items", "failed" = c."failed" + EXCLUDED."failed",
      "confidential" = c."confidential" + EXCLUDED."confidential",
      "confidentialFailed" = c."confidentialFailed" + EXCLUDED."confidentialFailed"
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;
