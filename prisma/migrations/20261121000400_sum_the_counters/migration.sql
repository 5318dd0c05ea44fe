-- The numbers beside the views, one row each, folded together with the counters that they sum: the finer counters
-- are some ten thousand rows a workspace, too many to add up at every glance.
CREATE TABLE "item_count" (
  "workspaceId" UUID NOT NULL,
  -- `status`: of all items · `channel`, `kind`, `owner`: of the open ones
  "dimension" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "items" BIGINT NOT NULL,
  "failed" BIGINT NOT NULL,
  CONSTRAINT "item_count_pkey" PRIMARY KEY ("workspaceId", "dimension", "key"),
  CONSTRAINT "item_count_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);
ALTER TABLE "item_count" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "item_count" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "item_count" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY dispatch ON "item_count" TO parvis_dispatcher USING (true);
GRANT SELECT ON "item_count" TO parvis_app;
GRANT SELECT, INSERT, UPDATE ON "item_count" TO parvis_dispatcher;

/* What counters or their changes mean for the numbers beside the views. */
CREATE FUNCTION count_dimensions("status" "ItemStatus", "ownerKey" uuid, "channelId" uuid, "kind" "ItemKind")
RETURNS TABLE ("dimension" text, "key" text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'status', $1::text
  UNION ALL SELECT 'owner', $2::text WHERE $1 = 'open'
  UNION ALL SELECT 'channel', $3::text WHERE $1 = 'open'
  UNION ALL SELECT 'kind', $4::text WHERE $1 = 'open'
$$;

INSERT INTO "item_count"
SELECT c."workspaceId", d."dimension", d."key", sum(c."items"), sum(c."failed")
FROM "item_counter" c CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
GROUP BY 1, 2, 3;

CREATE OR REPLACE FUNCTION fold_counters() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  WITH taken AS (
    DELETE FROM "item_counter_delta" WHERE ("workspaceId", "id") IN (
      SELECT "workspaceId", "id" FROM "item_counter_delta" LIMIT 20000 FOR UPDATE SKIP LOCKED)
    RETURNING "workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed"
  ), summed AS (
    SELECT "workspaceId", "status", "ownerKey", "channelId", "kind", sum("items") AS items, sum("failed") AS failed
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
  ), merged AS (
    INSERT INTO "item_counter" AS c ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
    SELECT * FROM summed
    ON CONFLICT ("workspaceId", "status", "ownerKey", "channelId", "kind")
    DO UPDATE SET "items" = c."items" + EXCLUDED."items", "failed" = c."failed" + EXCLUDED."failed"
  ), viewed AS (
    INSERT INTO "item_count" AS c ("workspaceId", "dimension", "key", "items", "failed")
    SELECT s."workspaceId", d."dimension", d."key", sum(s.items), sum(s.failed)
    FROM summed s CROSS JOIN LATERAL count_dimensions(s."status", s."ownerKey", s."channelId", s."kind") d
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("workspaceId", "dimension", "key")
    DO UPDATE SET "items" = c."items" + EXCLUDED."items", "failed" = c."failed" + EXCLUDED."failed"
  )
  SELECT count(*) INTO folded FROM taken;
  RETURN folded;
END $$;
