/* A connection keeps the plan of a trigger's statement, and serves many workspaces. Planned while it served one without tags, the
   statement that carries an item's status to its tags read all tags of whatever workspace came next, for each item that changed.
   Rows are named by their whole key now, one item at a time: such a plan is right for every workspace. What compares the rows
   before with those after groups them, so that its time grows with their number and not with its square. */
CREATE OR REPLACE FUNCTION item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved record;
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind",
    "items", "failed", "confidential", "confidentialFailed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", sum(n), sum(n * f), sum(n * c), sum(n * c * f)
  FROM (
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", 1 AS n, "sendFailed"::int AS f,
      ("confidentialTo" IS NOT NULL)::int AS c FROM new_rows
    UNION ALL
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", -1, "sendFailed"::int,
      ("confidentialTo" IS NOT NULL)::int FROM old_rows
  ) AS change
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0 OR sum(n * f) <> 0 OR sum(n * c) <> 0 OR sum(n * c * f) <> 0;

  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT "workspaceId", 'item', array_agg("id")
  FROM (
    SELECT "workspaceId", "id"
    FROM (SELECT "workspaceId", "id", "version" FROM new_rows UNION ALL SELECT "workspaceId", "id", "version" FROM old_rows) AS compared
    GROUP BY 1, 2 HAVING min("version") <> max("version")
  ) AS changed
  GROUP BY 1;
  -- Whoever may no longer see the item must lose it, and is not told which it was.
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT DISTINCT "workspaceId", 'access', '{}'::uuid[]
  FROM (
    SELECT "workspaceId" FROM (
      SELECT "workspaceId", "id", "confidentialTo" FROM new_rows
      UNION ALL SELECT "workspaceId", "id", "confidentialTo" FROM old_rows) AS compared
    GROUP BY "workspaceId", "id", "confidentialTo" HAVING count(*) = 1
  ) AS changed;

  FOR moved IN
    SELECT "workspaceId", "id", "status", "lastActivityAt" FROM new_rows
    EXCEPT SELECT "workspaceId", "id", "status", "lastActivityAt" FROM old_rows
  LOOP
    UPDATE "item_tag" SET "status" = moved."status", "lastActivityAt" = moved."lastActivityAt"
    WHERE "workspaceId" = moved."workspaceId" AND "itemId" = moved."id"
      AND ("status", "lastActivityAt") IS DISTINCT FROM (moved."status", moved."lastActivityAt");
    UPDATE "item_contributor" SET "status" = moved."status", "lastActivityAt" = moved."lastActivityAt"
    WHERE "workspaceId" = moved."workspaceId" AND "itemId" = moved."id"
      AND ("status", "lastActivityAt") IS DISTINCT FROM (moved."status", moved."lastActivityAt");
  END LOOP;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION name_contributors() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE added record;
BEGIN
  FOR added IN SELECT "workspaceId", "itemId", array_agg("memberId") AS names FROM new_rows GROUP BY 1, 2 LOOP
    UPDATE "item" SET "version" = "version" + 1,
      "confidentialTo" = "confidentialTo" || ARRAY(SELECT unnest(added.names) EXCEPT SELECT unnest("confidentialTo"))
    WHERE "workspaceId" = added."workspaceId" AND "id" = added."itemId"
      AND "confidentialTo" IS NOT NULL AND NOT added.names <@ "confidentialTo";
  END LOOP;
  RETURN NULL;
END $$;
