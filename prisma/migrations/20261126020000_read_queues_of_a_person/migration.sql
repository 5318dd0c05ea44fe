-- One queue over all workspaces of a person: a role that only reads the rows of a list and the numbers beside it, in the
-- workspaces that a session may enter, and in each of them what its member may see.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "member", "team", "tag", "contact", "identity", "item", "action", "item_contributor", "item_read", "item_tag",
  "item_request", "item_counter_delta", "item_count", "item_channel_count" IN ACCESS EXCLUSIVE MODE;

DO $$ BEGIN
  -- Roles belong to the server: another of its databases may have made it.
  BEGIN
    CREATE ROLE parvis_person NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT parvis_person TO %I', current_user);
  EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'parvis_person is granted already';
  END;
END $$;
GRANT USAGE ON SCHEMA public TO parvis_person;

-- What the person may see, from settings that `enter_as_person` fills. Without them each is null, and no row is visible.
CREATE FUNCTION person_workspaces() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_workspaces', true), '')::uuid[] $$;
CREATE FUNCTION person_members() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_members', true), '')::uuid[] $$;
-- The workspaces of which the person sees all channels; of the others, the channels.
CREATE FUNCTION person_open_workspaces() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_open_workspaces', true), '')::uuid[] $$;
CREATE FUNCTION person_channels() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_channels', true), '')::uuid[] $$;
-- The workspaces of which the person sees confidential items without being named.
CREATE FUNCTION person_lead_workspaces() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.person_lead_workspaces', true), '')::uuid[] $$;

/* Enters all workspaces that a session may enter, until the transaction ends, and returns the person's places, also those
   that the session may not enter: their organization requires a second factor that it has not passed. The rule is that of
   `caller_for_session`, and what the member sees in each workspace that of `enter_as_member`. An ended session has none. */
CREATE FUNCTION enter_as_person(session_id uuid) RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid,
  "role" "Role", "slug" text, "name" text, "hue" integer, "organizationId" uuid, "organization" text,
  "seesAllChannels" boolean, "lacksSecondFactor" boolean)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  workspaces uuid[] := '{}';
  members uuid[] := '{}';
  open_workspaces uuid[] := '{}';
  seen uuid[] := '{}';
  lead_workspaces uuid[] := '{}';
  channels uuid[];
BEGIN
  PERFORM set_config('role', 'parvis_dispatcher', true);
  FOR "workspaceId", "memberId", "userId", "role", "slug", "name", "hue", "organizationId", "organization",
    "lacksSecondFactor", channels IN
    SELECT w."id", m."id", m."userId", m."role", w."slug", w."name", w."hue", o."id", o."name",
      s."secondFactor" IS NULL AND coalesce(r."isSecondFactorRequired", false)
        AND NOT (s."isSingleSignOn" AND vouches_for(r."emailDomains", u."email")),
      CASE WHEN m."seesAllChannels" OR m."role" = 'admin' THEN NULL ELSE channels_of_member(w."id", m."id") END
    FROM "session" s
    JOIN "user" u ON u."id" = s."userId"
    JOIN "member" m ON m."userId" = s."userId" AND m."removedAt" IS NULL
    JOIN "workspace" w ON w."id" = m."workspaceId"
    JOIN "organization" o ON o."id" = w."organizationId"
    LEFT JOIN "organization_sign_in" r ON r."organizationId" = w."organizationId"
    WHERE s."id" = session_id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
    ORDER BY lower(o."name"), o."id", lower(w."name"), w."id"
  LOOP
    "seesAllChannels" := channels IS NULL;
    IF NOT "lacksSecondFactor" THEN
      workspaces := workspaces || "workspaceId";
      members := members || "memberId";
      IF channels IS NULL THEN open_workspaces := open_workspaces || "workspaceId";
      ELSE seen := seen || channels;
      END IF;
      IF "role" IN ('admin', 'lead') THEN lead_workspaces := lead_workspaces || "workspaceId"; END IF;
    END IF;
    RETURN NEXT;
  END LOOP;
  PERFORM set_config('role', 'parvis_person', true), set_config('app.person_workspaces', workspaces::text, true),
    set_config('app.person_members', members::text, true),
    set_config('app.person_open_workspaces', open_workspaces::text, true),
    set_config('app.person_channels', seen::text, true),
    set_config('app.person_lead_workspaces', lead_workspaces::text, true);
END $$;

-- What a row of the list is made of, and nothing else; nothing can be written.
GRANT SELECT ("id", "name") ON "user" TO parvis_person;
GRANT SELECT ON "item", "contact", "identity", "item_read", "item_tag", "item_contributor", "item_request", "tag", "team",
  "item_counter_delta", "item_count", "item_channel_count" TO parvis_person;
GRANT SELECT ("workspaceId", "id", "userId", "removedAt") ON "member" TO parvis_person;
GRANT SELECT ("workspaceId", "itemId", "kind", "state") ON "action" TO parvis_person;

CREATE POLICY of_person ON "item" FOR SELECT TO parvis_person USING (
  "workspaceId" = ANY ((SELECT person_workspaces())::uuid[])
  AND ("workspaceId" = ANY ((SELECT person_open_workspaces())::uuid[])
    OR "channelId" = ANY ((SELECT person_channels())::uuid[]))
  AND ("confidentialTo" IS NULL OR "workspaceId" = ANY ((SELECT person_lead_workspaces())::uuid[])
    OR "confidentialTo" && (SELECT person_members())));

-- What hangs on an item is seen where the item is. One value: for EXISTS, Postgres might read all items.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_read', 'item_tag', 'item_contributor', 'item_request', 'action'] LOOP
    EXECUTE format('CREATE POLICY of_person ON %1$I FOR SELECT TO parvis_person USING (
      "workspaceId" = ANY ((SELECT person_workspaces())::uuid[])
      AND (SELECT true FROM "item" i WHERE i."workspaceId" = %1$I."workspaceId" AND i."id" = %1$I."itemId"))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['member', 'tag', 'team'] LOOP
    EXECUTE format('CREATE POLICY of_person ON %I FOR SELECT TO parvis_person
      USING ("workspaceId" = ANY ((SELECT person_workspaces())::uuid[]))', name);
  END LOOP;
END $$;
CREATE POLICY of_person ON "contact" FOR SELECT TO parvis_person USING (
  "workspaceId" = ANY ((SELECT person_workspaces())::uuid[])
  AND (SELECT true FROM "item" i
    WHERE i."workspaceId" = "contact"."workspaceId" AND i."contactId" = "contact"."id" LIMIT 1));
CREATE POLICY of_person ON "identity" FOR SELECT TO parvis_person USING (
  "workspaceId" = ANY ((SELECT person_workspaces())::uuid[])
  AND (SELECT true FROM "item" i
    WHERE i."workspaceId" = "identity"."workspaceId" AND i."contactId" = "identity"."contactId" LIMIT 1));

-- The sums over all channels are for those who see all of them.
CREATE POLICY of_person ON "item_count" FOR SELECT TO parvis_person
  USING ("workspaceId" = ANY ((SELECT person_open_workspaces())::uuid[]));
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_channel_count', 'item_counter_delta'] LOOP
    EXECUTE format('CREATE POLICY of_person ON %I FOR SELECT TO parvis_person USING (
      "workspaceId" = ANY ((SELECT person_workspaces())::uuid[])
      AND ("workspaceId" = ANY ((SELECT person_open_workspaces())::uuid[])
        OR "channelId" = ANY ((SELECT person_channels())::uuid[])))', name);
  END LOOP;
END $$;
