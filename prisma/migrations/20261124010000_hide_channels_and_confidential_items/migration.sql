-- A member sees all channels of the workspace or some, and confidential items only where named, or as a lead. Row-level
-- security holds it for every table that carries what an item says, whoever asks and however.

-- Locks ———————————————————————————————————————————————————————————————————————

-- Policies lock their tables. Taken one after the other while the previous version works, the locks would deadlock with its
-- transactions: so all are taken at once.
LOCK TABLE "workspace" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "member", "invitation", "channel", "channel_credential", "channel_cursor", "channel_gap", "channel_spend",
  "contact", "identity", "post", "item", "message", "message_version", "attachment", "action", "note",
  "item_contributor", "item_read", "item_tag", "item_recheck", "item_history", "presence", "tombstone",
  "item_counter_delta", "item_counter", "item_count", "rejected_event", "webhook_delivery", "realtime_event",
  "search_word" IN ACCESS EXCLUSIVE MODE;

-- The choice ——————————————————————————————————————————————————————————————————

ALTER TABLE "member" ADD COLUMN "seesAllChannels" boolean NOT NULL DEFAULT true;
ALTER TABLE "invitation" ADD COLUMN "seesAllChannels" boolean NOT NULL DEFAULT true;

-- The channels of a member who does not see all of them.
CREATE TABLE "member_channel" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  CONSTRAINT "member_channel_pkey" PRIMARY KEY ("workspaceId", "memberId", "channelId"),
  CONSTRAINT "member_channel_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "member_channel_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "member_channel_workspaceId_channelId_idx" ON "member_channel" ("workspaceId", "channelId");

-- The channels that an invited person will see, where the invitation does not say all.
CREATE TABLE "invitation_channel" (
  "workspaceId" uuid NOT NULL,
  "invitationId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  CONSTRAINT "invitation_channel_pkey" PRIMARY KEY ("workspaceId", "invitationId", "channelId"),
  CONSTRAINT "invitation_channel_workspaceId_invitationId_fkey" FOREIGN KEY ("workspaceId", "invitationId")
    REFERENCES "invitation" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "invitation_channel_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Who sees a confidential item besides admins and leads; null: everybody who sees the channel.
ALTER TABLE "item" ADD COLUMN "confidentialTo" uuid[];

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['member_channel', 'invitation_channel'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- Who acts, and what is hidden from them ——————————————————————————————————————

-- The channels that a member sees; null: all. Nobody who has left, or was never here, sees any. What gives a member more
-- channels, such as a team, joins here and nowhere else.
CREATE FUNCTION channels_of_member(workspace uuid, member uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN m."id" IS NULL THEN '{}'
    WHEN NOT (m."seesAllChannels" OR m."role" = 'admin') THEN ARRAY(
      SELECT c."channelId" FROM "member_channel" c WHERE c."workspaceId" = $1 AND c."memberId" = $2 ORDER BY 1)
  END
  FROM (SELECT) AS one
  LEFT JOIN "member" m ON m."workspaceId" = $1 AND m."id" = $2 AND m."removedAt" IS NULL
$$;

-- Whether a member sees confidential items without being named.
CREATE FUNCTION sees_confidential(workspace uuid, member uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM "member" m WHERE m."workspaceId" = $1 AND m."id" = $2 AND m."removedAt" IS NULL
    AND m."role" IN ('admin', 'lead'))
$$;

-- Whether a member may see an item with these two columns: for choosing whom to assign, notify or mention.
CREATE FUNCTION member_sees_item(workspace uuid, member uuid, channel uuid, confidential_to uuid[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT (channels_of_member($1, $2) IS NULL OR $3 = ANY (channels_of_member($1, $2)))
    AND ($4 IS NULL OR $2 = ANY ($4) OR sees_confidential($1, $2))
$$;

/* Enters a workspace as one of its members, until the transaction ends. What the member may see is read here once, and the
   policies below read it from two settings: a list of channels, empty for all, and whether confidential items are hidden. */
CREATE FUNCTION enter_as_member(workspace uuid, member uuid, OUT channels uuid[], OUT hides boolean)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('role', 'parvis_app', true), set_config('app.workspace_id', workspace::text, true),
    set_config('app.member_id', member::text, true);
  channels := channels_of_member(workspace, member);
  hides := NOT sees_confidential(workspace, member);
  PERFORM set_config('app.channel_ids', coalesce(channels::text, ''), true),
    set_config('app.confidential', CASE WHEN hides THEN 'hidden' ELSE '' END, true);
END $$;

-- The product itself (ingest, workers) sets neither, and sees all.
CREATE FUNCTION acting_member() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.member_id', true), '')::uuid $$;
CREATE FUNCTION seen_channels() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.channel_ids', true), '')::uuid[] $$;
CREATE FUNCTION sees_all_channels() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('app.channel_ids', true), '') = '' $$;
CREATE FUNCTION hides_confidential() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('app.confidential', true), '') = 'hidden' $$;
CREATE FUNCTION sees_all_items() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT coalesce(current_setting('app.channel_ids', true), '') = ''
      AND coalesce(current_setting('app.confidential', true), '') <> 'hidden' $$;

-- Counters ————————————————————————————————————————————————————————————————————

-- How many of the counted items are confidential: whoever does not see those counts the others, and adds their own.
ALTER TABLE "item_counter_delta" ADD COLUMN "confidential" integer NOT NULL DEFAULT 0,
  ADD COLUMN "confidentialFailed" integer NOT NULL DEFAULT 0;
ALTER TABLE "item_counter" ADD COLUMN "confidential" bigint NOT NULL DEFAULT 0,
  ADD COLUMN "confidentialFailed" bigint NOT NULL DEFAULT 0;
ALTER TABLE "item_count" ADD COLUMN "confidential" bigint NOT NULL DEFAULT 0,
  ADD COLUMN "confidentialFailed" bigint NOT NULL DEFAULT 0;

-- The numbers of `item_count` for one channel, so that those of some channels are sums of a few rows.
CREATE TABLE "item_channel_count" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "dimension" text NOT NULL,
  "key" text NOT NULL,
  "items" bigint NOT NULL,
  "failed" bigint NOT NULL,
  "confidential" bigint NOT NULL DEFAULT 0,
  "confidentialFailed" bigint NOT NULL DEFAULT 0,
  CONSTRAINT "item_channel_count_pkey" PRIMARY KEY ("workspaceId", "channelId", "dimension", "key"),
  CONSTRAINT "item_channel_count_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);
ALTER TABLE "item_channel_count" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "item_channel_count" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "item_channel_count" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY dispatch ON "item_channel_count" TO parvis_dispatcher USING (true);
GRANT SELECT ON "item_channel_count" TO parvis_app;
GRANT SELECT, INSERT, UPDATE ON "item_channel_count" TO parvis_dispatcher;

-- Triggers keep them, and not `fold_counters`: so they are right even when a fold of the previous version is under way.
INSERT INTO "item_channel_count" ("workspaceId", "channelId", "dimension", "key", "items", "failed")
SELECT c."workspaceId", c."channelId", d."dimension", d."key", sum(c."items"), sum(c."failed")
FROM "item_counter" c CROSS JOIN LATERAL count_dimensions(c."status", c."ownerKey", c."channelId", c."kind") d
GROUP BY 1, 2, 3, 4;

CREATE FUNCTION item_counter_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_channel_count" AS c ("workspaceId", "channelId", "dimension", "key",
    "items", "failed", "confidential", "confidentialFailed")
  SELECT n."workspaceId", n."channelId", d."dimension", d."key",
    sum(n."items"), sum(n."failed"), sum(n."confidential"), sum(n."confidentialFailed")
  FROM new_rows n CROSS JOIN LATERAL count_dimensions(n."status", n."ownerKey", n."channelId", n."kind") d
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT ("workspaceId", "channelId", "dimension", "key") DO UPDATE SET "items" = c."items" + EXCLUDED."items",
    "failed" = c."failed" + EXCLUDED."failed", "confidential" = c."confidential" + EXCLUDED."confidential",
    "confidentialFailed" = c."confidentialFailed" + EXCLUDED."confidentialFailed";
  RETURN NULL;
END $$;
CREATE FUNCTION item_counter_updated() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_channel_count" AS c ("workspaceId", "channelId", "dimension", "key",
    "items", "failed", "confidential", "confidentialFailed")
  SELECT n."workspaceId", n."channelId", d."dimension", d."key", sum(n."items" - o."items"), sum(n."failed" - o."failed"),
    sum(n."confidential" - o."confidential"), sum(n."confidentialFailed" - o."confidentialFailed")
  FROM new_rows n JOIN old_rows o USING ("workspaceId", "status", "ownerKey", "channelId", "kind")
  CROSS JOIN LATERAL count_dimensions(n."status", n."ownerKey", n."channelId", n."kind") d
  GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
  ON CONFLICT ("workspaceId", "channelId", "dimension", "key") DO UPDATE SET "items" = c."items" + EXCLUDED."items",
    "failed" = c."failed" + EXCLUDED."failed", "confidential" = c."confidential" + EXCLUDED."confidential",
    "confidentialFailed" = c."confidentialFailed" + EXCLUDED."confidentialFailed";
  RETURN NULL;
END $$;
CREATE TRIGGER item_counter_inserted AFTER INSERT ON "item_counter"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_counter_inserted();
CREATE TRIGGER item_counter_updated AFTER UPDATE ON "item_counter"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION item_counter_updated();

CREATE OR REPLACE FUNCTION fold_counters() RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE folded bigint;
BEGIN
  WITH taken AS (
    DELETE FROM "item_counter_delta" WHERE ("workspaceId", "id") IN (
      SELECT "workspaceId", "id" FROM "item_counter_delta" LIMIT 20000 FOR UPDATE SKIP LOCKED)
    RETURNING *
  ), summed AS (
    SELECT "workspaceId", "status", "ownerKey", "channelId", "kind", sum("items") AS items, sum("failed") AS failed,
      sum("confidential") AS confidential, sum("confidentialFailed") AS confidential_failed
    FROM taken GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
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

CREATE OR REPLACE FUNCTION item_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind",
    "items", "failed", "confidential", "confidentialFailed")
  SELECT "workspaceId", "status", owner_key("ownerId"), "channelId", "kind", count(*), count(*) FILTER (WHERE "sendFailed"),
    count("confidentialTo"), count("confidentialTo") FILTER (WHERE "sendFailed")
  FROM new_rows GROUP BY 1, 2, 3, 4, 5;
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT "workspaceId", 'item', array_agg("id") FROM new_rows GROUP BY 1;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION item_updated() RETURNS trigger LANGUAGE plpgsql AS $$
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
  SELECT n."workspaceId", 'item', array_agg(n."id")
  FROM new_rows n JOIN old_rows o USING ("workspaceId", "id")
  WHERE n."version" <> o."version" GROUP BY 1;
  -- Whoever may no longer see the item must lose it, and is not told which it was.
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT DISTINCT n."workspaceId", 'access', '{}'::uuid[]
  FROM new_rows n JOIN old_rows o USING ("workspaceId", "id")
  WHERE n."confidentialTo" IS DISTINCT FROM o."confidentialTo";

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

CREATE OR REPLACE FUNCTION item_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "item_counter_delta" ("workspaceId", "status", "ownerKey", "channelId", "kind",
    "items", "failed", "confidential", "confidentialFailed")
  SELECT d."workspaceId", d."status", owner_key(d."ownerId"), d."channelId", d."kind",
    -count(*), -count(*) FILTER (WHERE d."sendFailed"),
    -count(d."confidentialTo"), -count(d."confidentialTo") FILTER (WHERE d."sendFailed")
  FROM old_rows d JOIN "workspace" w ON w."id" = d."workspaceId" GROUP BY 1, 2, 3, 4, 5;
  RETURN NULL;
END $$;

-- Whoever works on a confidential item is one of those who see it.
CREATE FUNCTION name_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."confidentialTo" := array_append(NEW."confidentialTo", NEW."ownerId");
  RETURN NEW;
END $$;
CREATE TRIGGER name_owner BEFORE UPDATE OF "ownerId", "confidentialTo" ON "item" FOR EACH ROW
  WHEN (NEW."confidentialTo" IS NOT NULL AND NEW."ownerId" IS NOT NULL AND NEW."ownerId" <> ALL (NEW."confidentialTo"))
  EXECUTE FUNCTION name_owner();
CREATE FUNCTION name_contributors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "item" i SET "confidentialTo" = i."confidentialTo" || n.names, "version" = i."version" + 1
  FROM (
    SELECT r."workspaceId", r."itemId", array_agg(r."memberId") AS names
    FROM new_rows r JOIN "item" t ON t."workspaceId" = r."workspaceId" AND t."id" = r."itemId"
    WHERE t."confidentialTo" IS NOT NULL AND r."memberId" <> ALL (t."confidentialTo") GROUP BY 1, 2
  ) AS n
  WHERE i."workspaceId" = n."workspaceId" AND i."id" = n."itemId";
  RETURN NULL;
END $$;
CREATE TRIGGER name_contributors AFTER INSERT ON "item_contributor"
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION name_contributors();

-- What members see ————————————————————————————————————————————————————————————

/* Restrictive policies, on top of the workspace's border. A setting is read in a subquery without a reference to the row,
   which runs once a statement and not once a row. What hangs on an item looks the item up by its key, and only for members who
   do not see all. Where a statement reads few such rows, the policy asks a function in PL/pgSQL, which the planner does not
   look into: spelled out everywhere, a page of the list took twice as long to plan. Where it reads one for each row of a page,
   the policy has a subquery, which costs a fifth of a call. It gives one value: for EXISTS, Postgres might read all items. */
CREATE FUNCTION sees_item(workspace uuid, item uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "item" i WHERE i."workspaceId" = $1 AND i."id" = $2);
END $$;
CREATE FUNCTION sees_message(workspace uuid, message uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "message" m WHERE m."workspaceId" = $1 AND m."id" = $2);
END $$;
-- People are seen where they wrote something that is seen.
CREATE FUNCTION sees_author(workspace uuid, identity uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "message" m WHERE m."workspaceId" = $1 AND m."identityId" = $2);
END $$;
CREATE FUNCTION sees_identity_of(workspace uuid, contact uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "identity" d WHERE d."workspaceId" = $1 AND d."contactId" = $2);
END $$;

DO $$
DECLARE
  name text;
  rule constant text :=
    'CREATE POLICY seen_channel ON %1$I AS RESTRICTIVE TO parvis_app
      USING ((SELECT sees_all_channels()) OR %2$I = ANY ((SELECT seen_channels())::uuid[]))';
BEGIN
  EXECUTE format(rule, 'channel', 'id');
  FOREACH name IN ARRAY ARRAY[
    'channel_credential', 'channel_cursor', 'channel_gap', 'channel_spend',
    'post', 'tombstone', 'rejected_event', 'webhook_delivery',
    'item', 'item_counter', 'item_counter_delta', 'item_channel_count', 'member_channel', 'invitation_channel'
  ] LOOP
    EXECUTE format(rule, name, 'channelId');
  END LOOP;

  FOREACH name IN ARRAY ARRAY[
    'action', 'note', 'item_read', 'item_tag', 'item_contributor', 'item_recheck', 'presence', 'item_history'
  ] LOOP
    EXECUTE format('CREATE POLICY seen_item ON %I AS RESTRICTIVE TO parvis_app
      USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"))', name);
  END LOOP;
END $$;

CREATE POLICY seen_item ON "message" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items()) OR (
  SELECT true FROM "item" i WHERE i."workspaceId" = "message"."workspaceId" AND i."id" = "message"."itemId"));
CREATE POLICY seen_if_confidential ON "item" AS RESTRICTIVE TO parvis_app USING (
  "confidentialTo" IS NULL OR NOT (SELECT hides_confidential()) OR (SELECT acting_member()) = ANY ("confidentialTo"));
CREATE POLICY seen_message ON "message_version" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_message("workspaceId", "messageId"));
-- An attachment without a message belongs to a reply that its uploader is writing. It is counted for the whole workspace; the
-- acts let nobody else read, describe or send it.
CREATE POLICY seen_message ON "attachment" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR "messageId" IS NULL OR sees_message("workspaceId", "messageId"));
CREATE POLICY seen_person ON "identity" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items())
  OR (SELECT true FROM "item" i
    WHERE i."workspaceId" = "identity"."workspaceId" AND i."contactId" = "identity"."contactId" LIMIT 1)
  OR sees_author("workspaceId", "id"));
CREATE POLICY seen_person ON "contact" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items())
  OR (SELECT true FROM "item" i
    WHERE i."workspaceId" = "contact"."workspaceId" AND i."contactId" = "contact"."id" LIMIT 1)
  OR sees_identity_of("workspaceId", "id"));
-- The sums over all channels, and the words of all messages, are for those who see all of them.
CREATE POLICY seen_channel ON "item_count" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_channels()));
CREATE POLICY seen_item ON "search_word" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items()));
-- Live events are read by the product, which passes on to each member what is theirs.
CREATE POLICY read_by_the_product ON "realtime_event" AS RESTRICTIVE FOR SELECT TO parvis_app
  USING ((SELECT acting_member()) IS NULL);

-- Partitions have their table's policies.
DO $$
DECLARE partition regclass;
BEGIN
  FOR partition IN
    SELECT inhrelid FROM pg_inherits WHERE inhparent IN ('item_history'::regclass, 'webhook_delivery'::regclass)
  LOOP
    PERFORM guard_partition(partition);
  END LOOP;
END $$;

-- Across workspaces ———————————————————————————————————————————————————————————

-- For the number of open items beside each of a person's workspaces.
CREATE POLICY dispatch ON "member_channel" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ON "member_channel" TO parvis_dispatcher;
GRANT SELECT ("seesAllChannels") ON "member" TO parvis_dispatcher;
GRANT SELECT ("channelId", "statusCode", "confidentialTo") ON "item" TO parvis_dispatcher;

-- Live streams follow the access ——————————————————————————————————————————————

-- A row in the order of commits: whatever a stream's member may not see any more is not in what follows it.
CREATE FUNCTION emit_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids") VALUES (NEW."workspaceId", 'access', ARRAY[NEW."id"]);
  RETURN NULL;
END $$;
CREATE TRIGGER access_changed AFTER UPDATE OF "seesAllChannels", "role", "removedAt" ON "member" FOR EACH ROW
  WHEN ((OLD."seesAllChannels", OLD."role", OLD."removedAt") IS DISTINCT FROM (NEW."seesAllChannels", NEW."role", NEW."removedAt"))
  EXECUTE FUNCTION emit_access_changed();
CREATE FUNCTION emit_member_channels_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A cascade from a workspace that is deleted finds no workspace.
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT r."workspaceId", 'access', array_agg(DISTINCT r."memberId")
  FROM changed_rows r JOIN "workspace" w ON w."id" = r."workspaceId" GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER access_given AFTER INSERT ON "member_channel"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_member_channels_changed();
CREATE TRIGGER access_taken AFTER DELETE ON "member_channel"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_member_channels_changed();

-- Search ——————————————————————————————————————————————————————————————————————

/* The items of the current workspace with a message, or a contact's name or handle, that contains all the words; each item
   once, the one with the newest such message first. Row-level security prevents text search from using its index, so this
   runs as a role that sees messages, and returns only what is in the current workspace and what the acting member may see.

   For frequent words it walks back through the newest messages, since many of them match; for the others it uses the
   index, week by week, and more weeks at a time where few match. So a page's cost depends neither on the number of messages
   nor on how frequent the words are. */
CREATE OR REPLACE FUNCTION search_items(
  given text, place_at timestamptz, place_id uuid, wanted integer,
  statuses smallint[], kind smallint, channel uuid, network text, contact uuid, owner uuid, is_unassigned boolean,
  tag uuid, is_failed boolean, expires_from timestamptz, expires_to timestamptz
) RETURNS TABLE ("id" uuid, "at" timestamptz, "place" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  workspace uuid := current_workspace();
  -- Null: all channels.
  seen uuid[] := seen_channels();
  hides boolean := hides_confidential();
  me uuid := acting_member();
  words record;
  people uuid[];
  hits text;
  high timestamptz := coalesce(place_at, 'infinity');
  low timestamptz;
  oldest timestamptz;
  newest timestamptz;
  weeks integer[];
  stride integer := 1;
  next_week integer;
  got integer;
  missing integer := wanted;
  step integer := 0;
BEGIN
  SELECT * INTO words FROM search_query(workspace, given);
  IF words.query IS NULL THEN RETURN; END IF;
  SELECT coalesce(array_agg(p.c), '{}') INTO people FROM (
    SELECT d."contactId" AS c FROM "identity" d
    WHERE d."workspaceId" = workspace
      AND search_name(d."name", d."handle") @@ (search_query(workspace, translate(given, '.@-_:/', '      '))).query
    LIMIT 1000) AS p;
  SELECT m."createdAt" INTO oldest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" LIMIT 1;
  SELECT m."createdAt" INTO newest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" DESC LIMIT 1;

  LOOP
    step := step + 1;
    IF words.share * words.total <= 500 THEN
      low := '-infinity';
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND m."search" @@ $2 AND m."createdAt" <= $4 AND m."createdAt" > $5 AND m."deletedAt" IS NULL
          AND ($21 IS NULL OR m."channelId" = ANY ($21))';
    ELSIF words.share >= 0.0025 AND step <= 2 THEN
      SELECT coalesce((SELECT m."createdAt" FROM "message" m WHERE m."workspaceId" = workspace AND m."createdAt" <= high
        ORDER BY m."createdAt" DESC OFFSET CASE step WHEN 1 THEN 3000 ELSE 20000 END LIMIT 1), '-infinity') INTO low;
      hits := 'SELECT w."itemId", w."createdAt", w."id" FROM (SELECT * FROM "message" m
          WHERE m."workspaceId" = $1 AND m."createdAt" <= $4 AND m."createdAt" > $5 OFFSET 0) w
        WHERE ($21 IS NULL OR w."channelId" = ANY ($21)) AND w."search" @@ $2 AND w."deletedAt" IS NULL';
    ELSE
      next_week := coalesce(next_week, search_week(least(high, newest)));
      weeks := ARRAY(SELECT generate_series(next_week, greatest(search_week(oldest), next_week - stride + 1), -1));
      next_week := next_week - stride;
      low := CASE WHEN next_week < search_week(oldest) THEN '-infinity' ELSE to_timestamp((next_week + 1) * 604800::float8) END;
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND search_week(m."createdAt") = ANY ($7) AND m."search" @@ $2
          AND m."createdAt" <= $4 AND m."deletedAt" IS NULL AND ($21 IS NULL OR m."channelId" = ANY ($21))';
    END IF;

    RETURN QUERY EXECUTE format($sql$
      WITH hit ("itemId", "at", "place", is_person) AS (
        SELECT *, false FROM (%s) AS message
        UNION ALL
        SELECT i."id", i."lastActivityAt", i."id", true FROM "item" i
        WHERE i."workspaceId" = $1 AND i."contactId" = ANY ($3) AND i."lastActivityAt" <= $4 AND i."lastActivityAt" > $5
      )
      SELECT i."id", hit."at", hit."place"
      FROM (SELECT * FROM hit WHERE ($8 IS NULL OR (hit."at", hit."place") < ($8, $9)) ORDER BY hit."at" DESC, hit."place" DESC OFFSET 0) AS hit
      JOIN "item" i ON i."workspaceId" = $1 AND i."id" = hit."itemId"
      WHERE (hit.is_person OR (i."contactId" <> ALL ($3) AND NOT EXISTS (
          SELECT FROM "message" n WHERE n."workspaceId" = $1 AND n."itemId" = i."id"
            AND (n."createdAt", n."id") > (hit."at", hit."place") AND n."search" @@ $2 AND n."deletedAt" IS NULL)))
        AND ($21 IS NULL OR i."channelId" = ANY ($21))
        AND (i."confidentialTo" IS NULL OR NOT $22 OR $23 = ANY (i."confidentialTo"))
        AND i."statusCode" = ANY ($10)
        AND ($11 IS NULL OR i."kindCode" = $11) AND ($12 IS NULL OR i."channelId" = $12)
        AND ($13 IS NULL OR i."network" = $13) AND ($14 IS NULL OR i."contactId" = $14)
        AND ($15 IS NULL OR i."ownerId" = $15 OR EXISTS (SELECT FROM "item_contributor" c
          WHERE c."workspaceId" = $1 AND c."itemId" = i."id" AND c."memberId" = $15))
        AND (NOT $16 OR i."ownerId" IS NULL)
        AND ($17 IS NULL OR EXISTS (SELECT FROM "item_tag" t
          WHERE t."workspaceId" = $1 AND t."itemId" = i."id" AND t."tagId" = $17))
        AND (NOT $18 OR i."sendFailed")
        AND ($19 IS NULL OR (i."replyDeadline" > $19 AND i."replyDeadline" <= $20))
      ORDER BY hit."at" DESC, hit."place" DESC LIMIT $6
      $sql$, hits)
    USING workspace, words.query, people, high, low, missing, weeks, place_at, place_id,
      statuses, kind, channel, network, contact, owner, is_unassigned, tag, is_failed, expires_from, expires_to,
      seen, hides, me;
    GET DIAGNOSTICS got = ROW_COUNT;
    stride := CASE WHEN weeks IS NOT NULL AND got * 4 < missing THEN least(stride * 4, 64) ELSE stride END;
    missing := missing - got;
    EXIT WHEN missing <= 0 OR low = '-infinity';
    high := low;
  END LOOP;
END $$;
