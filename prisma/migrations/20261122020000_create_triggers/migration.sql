-- What the database does itself whenever rows change: it counts items, announces changes to open browsers, and copies the
-- order of lists. The statements that change items need not know of it.

-- Items ———————————————————————————————————————————————————————————————————————

-- The item's owner in the counters: the nil UUID stands for "nobody".
CREATE FUNCTION owner_key(uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce($1, '00000000-0000-0000-0000-000000000000'::uuid) $$;

CREATE FUNCTION item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", count(*), count(*) FILTER (WHERE "sendFailed")
  FROM new_rows GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT "workspaceId", 'item', array_agg("id") FROM new_rows GROUP BY 1;
  RETURN NULL;
END $$;

CREATE FUNCTION item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", sum(n), sum(f)
  FROM (
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", 1 AS n, "sendFailed"::int AS f FROM new_rows
    UNION ALL
    SELECT "workspaceId", "status", "ownerId", "channelId", "kind", -1, -("sendFailed"::int) FROM old_rows
  ) AS change
  GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0 OR sum(f) <> 0;

  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT n."workspaceId", 'item', array_agg(n."id")
  FROM new_rows n JOIN old_rows o USING ("workspaceId", "id")
  WHERE n."version" <> o."version" GROUP BY 1;

  UPDATE "item_tag" t SET "status" = n."status", "lastActivityAt" = n."lastActivityAt"
  FROM new_rows n
  WHERE t."workspaceId" = n."workspaceId" AND t."itemId" = n."id"
    AND (t."status", t."lastActivityAt") IS DISTINCT FROM (n."status", n."lastActivityAt");
  UPDATE "item_contributor" c SET "status" = n."status", "lastActivityAt" = n."lastActivityAt"
  FROM new_rows n
  WHERE c."workspaceId" = n."workspaceId" AND c."itemId" = n."id"
    AND (c."status", c."lastActivityAt") IS DISTINCT FROM (n."status", n."lastActivityAt");
  RETURN NULL;
END $$;

CREATE FUNCTION item_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind", "items", "failed")
  SELECT d."workspaceId", d."status", owner_key(d."ownerId"), d."channelId", d."kind", -count(*), -count(*) FILTER (WHERE d."sendFailed")
  FROM old_rows d JOIN "workspace" w ON w."id" = d."workspaceId" GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;

CREATE TRIGGER item_inserted AFTER INSERT ON "item"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_inserted();
CREATE TRIGGER item_updated AFTER UPDATE ON "item"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_updated();
CREATE TRIGGER item_deleted AFTER DELETE ON "item"
  REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION item_deleted();

-- Counters ————————————————————————————————————————————————————————————————————

-- The rows of `item_count` that a counter, or its change, adds to.
CREATE FUNCTION count_dimensions("status" "ItemStatus", "ownerKey" uuid, "channelId" uuid, "kind" "ItemKind")
RETURNS TABLE ("dimension" text, "key" text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT 'status', $1::text
  UNION ALL SELECT 'owner', $2::text WHERE $1 = 'open'
  UNION ALL SELECT 'channel', $3::text WHERE $1 = 'open'
  UNION ALL SELECT 'kind', $4::text WHERE $1 = 'open'
$$;

-- Adds the deltas to the counters. Writers only append deltas, so they never wait for each other or for this.
CREATE FUNCTION fold_counters() RETURNS bigint LANGUAGE plpgsql AS $$
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

-- Live streams ————————————————————————————————————————————————————————————————

-- The right to a live stream depends on three tables. A change to a column that decides it, made by an act, an operator or a
-- cascade, notifies with the commit, by ids only: every process then checks the streams concerned. Commits that notify wait
-- for each other, which is acceptable because these rights change rarely.
CREATE FUNCTION emit_session_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parvis_live', json_build_object('rightsChanged', json_build_object('userId', OLD."userId"))::text);
  RETURN NULL;
END $$;

CREATE FUNCTION emit_member_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parvis_live', json_build_object('rightsChanged',
    json_build_object('workspaceId', OLD."workspaceId", 'memberId', OLD."id"))::text);
  RETURN NULL;
END $$;

CREATE FUNCTION emit_api_key_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('parvis_live', json_build_object('rightsChanged',
    json_build_object('workspaceId', OLD."workspaceId", 'memberId', OLD."memberId"))::text);
  RETURN NULL;
END $$;

CREATE TRIGGER rights_changed AFTER UPDATE OF "userId", "expiresAt", "revokedAt" ON "session" FOR EACH ROW
  WHEN ((OLD."userId", OLD."expiresAt", OLD."revokedAt") IS DISTINCT FROM (NEW."userId", NEW."expiresAt", NEW."revokedAt"))
  EXECUTE FUNCTION emit_session_changed();
-- Sessions that were revoked long ago are deleted many at once: no stream uses them.
CREATE TRIGGER rights_removed AFTER DELETE ON "session" FOR EACH ROW
  WHEN (OLD."revokedAt" IS NULL) EXECUTE FUNCTION emit_session_changed();

CREATE TRIGGER rights_changed AFTER UPDATE OF "userId", "role", "removedAt" ON "member" FOR EACH ROW
  WHEN ((OLD."userId", OLD."role", OLD."removedAt") IS DISTINCT FROM (NEW."userId", NEW."role", NEW."removedAt"))
  EXECUTE FUNCTION emit_member_changed();
CREATE TRIGGER rights_removed AFTER DELETE ON "member" FOR EACH ROW EXECUTE FUNCTION emit_member_changed();

CREATE TRIGGER rights_changed AFTER UPDATE OF "memberId", "keyHash", "revokedAt" ON "api_key" FOR EACH ROW
  WHEN ((OLD."memberId", OLD."keyHash", OLD."revokedAt") IS DISTINCT FROM (NEW."memberId", NEW."keyHash", NEW."revokedAt"))
  EXECUTE FUNCTION emit_api_key_changed();
CREATE TRIGGER rights_removed AFTER DELETE ON "api_key" FOR EACH ROW EXECUTE FUNCTION emit_api_key_changed();
