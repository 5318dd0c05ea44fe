-- Who may do what. The application signs in with a role that owns nothing, and takes on one of these roles for one
-- transaction: `parvis_app` inside a workspace, `parvis_dispatcher` across workspaces. docs/database-roles.md describes them.

-- Roles ———————————————————————————————————————————————————————————————————————

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'parvis_app', -- works in one workspace
    'parvis_dispatcher', -- knows which rows are due where (ids, states, times), never their content
    'parvis_users', -- what is outside the workspaces: people, sessions, throttles
    'parvis_queue', -- the queue's schema
    'parvis_search', -- owns the search function
    'parvis_authentication' -- owns the functions that find the caller of a request
  ] LOOP
    -- Roles belong to the server: another of its databases may have made them.
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO %I', name, current_user);
    EXCEPTION WHEN OTHERS THEN RAISE NOTICE '% is granted already', name;
    END;
  END LOOP;
END $$;
GRANT USAGE ON SCHEMA public TO parvis_app, parvis_dispatcher, parvis_users, parvis_search, parvis_authentication;

-- Inside a workspace ——————————————————————————————————————————————————————————

CREATE FUNCTION current_workspace() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.workspace_id', true), '')::uuid $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'member', 'invitation', 'api_key', 'audit_entry', 'idempotency_key', 'quota_use',
    'network_app', 'channel', 'channel_credential', 'connect_attempt', 'channel_cursor', 'channel_gap', 'channel_spend',
    'contact', 'identity', 'post',
    'item', 'item_contributor', 'item_read', 'item_history', 'item_counter_delta', 'item_counter', 'item_count',
    'note', 'tag', 'item_tag', 'saved_view',
    'message', 'message_version', 'attachment', 'tombstone', 'action',
    'webhook_delivery', 'rejected_event',
    'search_word', 'search_progress',
    'realtime_event', 'presence', 'live_stream'
  ] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO parvis_app;
-- History and the audit log are written once; `item_count` is written by `fold_counters` alone.
REVOKE UPDATE, DELETE ON "item_history", "audit_entry" FROM parvis_app;
REVOKE INSERT, UPDATE, DELETE ON "item_count" FROM parvis_app;

ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "workspace" TO parvis_app
  USING ("id" = nullif(current_setting('app.workspace_id', true), '')::uuid);
GRANT SELECT, UPDATE ON "workspace" TO parvis_app;
GRANT SELECT ("id", "name", "email", "language") ON "user" TO parvis_app;

-- A workspace sees what is used of the rate limits of its own channels and apps, and of the operator's apps.
ALTER TABLE "rate_limit_use" ENABLE ROW LEVEL SECURITY;
CREATE POLICY of_workspace ON "rate_limit_use" FOR SELECT TO parvis_app USING (
  "ownerId" IS NULL
  OR EXISTS (SELECT FROM "channel" c WHERE c."id" = "ownerId")
  OR EXISTS (SELECT FROM "network_app" a WHERE a."id" = "ownerId"));
GRANT SELECT ON "rate_limit_use" TO parvis_app;

-- Across workspaces ———————————————————————————————————————————————————————————

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'workspace', 'member', 'idempotency_key', 'quota_use',
    'network_app', 'channel', 'channel_credential', 'connect_attempt', 'channel_gap',
    'item', 'item_counter_delta', 'item_counter', 'item_count', 'tombstone', 'action',
    'webhook_delivery', 'rejected_event', 'search_progress', 'realtime_event', 'presence', 'live_stream'
  ] LOOP
    EXECUTE format('CREATE POLICY dispatch ON %I TO parvis_dispatcher USING (true)', name);
  END LOOP;
END $$;
CREATE POLICY dispatch ON "message" FOR SELECT TO parvis_dispatcher USING (true);
-- Uploads that no reply uses.
CREATE POLICY dispatch ON "attachment" TO parvis_dispatcher USING ("messageId" IS NULL);

GRANT SELECT, INSERT ON "workspace", "organization" TO parvis_dispatcher;
GRANT SELECT ON "user", "session" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "userId", "role", "createdAt", "removedAt") ON "member" TO parvis_dispatcher;
GRANT SELECT ("createdAt"), DELETE ON "idempotency_key" TO parvis_dispatcher;
GRANT SELECT ("startsAt"), DELETE ON "quota_use" TO parvis_dispatcher;
-- Which account is whose, so that a delivery finds its channels; and what is due for them.
GRANT SELECT ("workspaceId", "id", "network") ON "network_app" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "status", "network", "externalId", "networkAppId", "createdAt", "nextPullAt",
    "pullLeaseUntil", "limitedUntil", "failedPulls", "backfilledAt", "lastMessageAt", "silentSince", "subscribedAt",
    "credentialsCheckedAt", "reconnectNotifiedAt") ON "channel" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "channelId", "refreshAt", "leaseUntil") ON "channel_credential" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "stateHash", "expiresAt"), DELETE ON "connect_attempt" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "channelId", "reason", "foundAt", "triedAt", "filledAt") ON "channel_gap" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "status", "claimedUntil", "snoozedUntil") ON "item" TO parvis_dispatcher;
GRANT SELECT, UPDATE, DELETE ON "item_counter_delta" TO parvis_dispatcher;
GRANT SELECT, INSERT, UPDATE ON "item_counter", "item_count" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id") ON "message" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "messageId", "createdAt"), DELETE ON "attachment" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "deletedAt"), DELETE ON "tombstone" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "channelId", "state", "dueAt", "leaseUntil") ON "action" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "channelId", "state", "receivedAt", "nextAt", "processedAt"), INSERT, DELETE
  ON "webhook_delivery" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "lastSeenAt"), DELETE ON "rejected_event" TO parvis_dispatcher;
GRANT SELECT ON "search_progress" TO parvis_dispatcher;
GRANT SELECT, DELETE ON "realtime_event", "presence" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "seenAt"), UPDATE ("seenAt"), DELETE ON "live_stream" TO parvis_dispatcher;

-- Outside the workspaces ——————————————————————————————————————————————————————

GRANT SELECT, INSERT, UPDATE, DELETE ON "user", "session", "email_token", "throttle", "rate_limit_use",
  "unrouted_delivery", "erasure_request", "worker_heartbeat" TO parvis_users;
-- The dispatcher founds organizations; the application only reads them.
GRANT SELECT ON "organization" TO parvis_users;
CREATE POLICY of_users ON "rate_limit_use" TO parvis_users USING (true);
-- For `doctor`, which says which migrations are missing. Applied without Prisma, there is no such table.
DO $$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN GRANT SELECT ON "_prisma_migrations" TO parvis_users; END IF;
END $$;

-- The caller of a request —————————————————————————————————————————————————————

-- One statement finds the member behind a session or an API key, before any workspace is entered. The role that owns these
-- functions sees what they need and nothing else.
CREATE POLICY authenticate ON "workspace" FOR SELECT TO parvis_authentication USING (true);
CREATE POLICY authenticate ON "member" FOR SELECT TO parvis_authentication USING (true);
CREATE POLICY authenticate ON "api_key" FOR SELECT TO parvis_authentication USING (true);
GRANT SELECT ("id", "slug") ON "workspace" TO parvis_authentication;
GRANT SELECT ("workspaceId", "id", "userId", "role", "removedAt") ON "member" TO parvis_authentication;
GRANT SELECT ("workspaceId", "id", "memberId", "keyHash", "lastUsedAt", "revokedAt") ON "api_key" TO parvis_authentication;
GRANT SELECT ("id", "userId", "lastSeenAt", "expiresAt", "revokedAt") ON "session" TO parvis_authentication;

-- The member behind a session, in the workspace with that id or slug; no row for anyone else.
CREATE FUNCTION caller_for_session(session_id uuid, workspace_id uuid, workspace_slug text)
RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid, "role" "Role", "lastSeenAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."id", m."id", m."userId", m."role", s."lastSeenAt"
  FROM "session" s
  JOIN "member" m ON m."userId" = s."userId" AND m."removedAt" IS NULL
  JOIN "workspace" w ON w."id" = m."workspaceId"
  WHERE s."id" = session_id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
    AND (w."id" = workspace_id OR w."slug" = workspace_slug)
$$;

-- The member behind an API key; no row when the key is revoked or another workspace's, or when its member has left.
CREATE FUNCTION caller_for_api_key(key_workspace_id uuid, key_hash text, workspace_id uuid, workspace_slug text)
RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid, "role" "Role", "keyId" uuid, "lastUsedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."id", m."id", m."userId", m."role", k."id", k."lastUsedAt"
  FROM "api_key" k
  JOIN "member" m ON m."workspaceId" = k."workspaceId" AND m."id" = k."memberId" AND m."removedAt" IS NULL
  JOIN "workspace" w ON w."id" = k."workspaceId"
  WHERE k."workspaceId" = key_workspace_id AND k."keyHash" = key_hash AND k."revokedAt" IS NULL
    AND (w."id" = workspace_id OR w."slug" = workspace_slug)
$$;

REVOKE EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text), caller_for_api_key(uuid, text, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text), caller_for_api_key(uuid, text, uuid, text) TO parvis_users;

-- Search ——————————————————————————————————————————————————————————————————————

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY[
    'message', 'item', 'identity', 'item_tag', 'item_contributor', 'search_word', 'search_progress'
  ] LOOP
    EXECUTE format('CREATE POLICY search ON %I FOR SELECT TO parvis_search USING (true)', name);
    EXECUTE format('GRANT SELECT ON %I TO parvis_search', name);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION search_items(text, timestamptz, uuid, integer, smallint[], smallint, uuid, text, uuid, uuid, boolean, uuid, boolean, timestamptz, timestamptz)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_items(text, timestamptz, uuid, integer, smallint[], smallint, uuid, text, uuid, uuid, boolean, uuid, boolean, timestamptz, timestamptz)
  TO parvis_app;

-- The owners of these functions ———————————————————————————————————————————————

-- A role must be allowed to create functions when it becomes the owner of one; it is allowed to for these lines only.
GRANT CREATE ON SCHEMA public TO parvis_authentication, parvis_search;
ALTER FUNCTION caller_for_session(uuid, uuid, text) OWNER TO parvis_authentication;
ALTER FUNCTION caller_for_api_key(uuid, text, uuid, text) OWNER TO parvis_authentication;
ALTER FUNCTION search_items(text, timestamptz, uuid, integer, smallint[], smallint, uuid, text, uuid, uuid, boolean, uuid, boolean, timestamptz, timestamptz)
  OWNER TO parvis_search;
REVOKE CREATE ON SCHEMA public FROM parvis_authentication, parvis_search;
DO $$ BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text), caller_for_api_key(uuid, text, uuid, text) TO %I', current_user);
END $$;

-- Partitions by month —————————————————————————————————————————————————————————

-- Puts a partition that is addressed by its own name behind the same border as its table.
CREATE FUNCTION guard_partition(partition regclass) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent oid := (SELECT inhparent FROM pg_inherits WHERE inhrelid = partition);
  policy record;
BEGIN
  FOR policy IN
    SELECT p.polname, p.polpermissive, p.polcmd, pg_get_expr(p.polqual, p.polrelid) AS qual,
      pg_get_expr(p.polwithcheck, p.polrelid) AS with_check,
      (SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE r::regrole::text END, ', ') FROM unnest(p.polroles) r) AS roles
    FROM pg_policy p WHERE p.polrelid = parent
      AND NOT EXISTS (SELECT FROM pg_policy own WHERE own.polrelid = partition AND own.polname = p.polname)
  LOOP
    EXECUTE format('CREATE POLICY %I ON %s AS %s FOR %s TO %s', policy.polname, partition,
      CASE WHEN policy.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
      CASE policy.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END,
      policy.roles)
      || coalesce(' USING (' || policy.qual || ')', '')
      || coalesce(' WITH CHECK (' || policy.with_check || ')', '');
  END LOOP;
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
END $$;
REVOKE EXECUTE ON FUNCTION guard_partition(regclass) FROM PUBLIC;

/* Makes the partitions of this month and the next two; run at every start and daily, with the owner's right to make
   them. The default partition takes what no month does, so that a late run loses nothing. */
CREATE FUNCTION ensure_month_partitions() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  parent text;
  month date;
  made text;
BEGIN
  FOREACH parent IN ARRAY ARRAY['item_history', 'webhook_delivery'] LOOP
    FOR i IN 0..2 LOOP
      month := date_trunc('month', now() AT TIME ZONE 'UTC') + make_interval(months => i);
      made := parent || to_char(month, '_YYYY_MM');
      CONTINUE WHEN to_regclass(format('public.%I', made)) IS NOT NULL;
      BEGIN
        EXECUTE format('CREATE TABLE public.%I PARTITION OF public.%I FOR VALUES FROM (%L) TO (%L)',
          made, parent, month || ' 00:00+00', (month + interval '1 month')::date || ' 00:00+00');
        PERFORM public.guard_partition(format('public.%I', made)::regclass);
      EXCEPTION WHEN check_violation OR duplicate_table THEN
        -- The default partition already holds rows of that month: they stay there.
        NULL;
      END;
    END LOOP;
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION ensure_month_partitions() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION ensure_month_partitions() TO parvis_users;

/* Removes the deliveries of months that ended before the one given. No caller removes what is younger than 60 days. */
CREATE FUNCTION drop_delivery_months(before timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  month regclass;
  newest text := 'webhook_delivery' || to_char(least(before, now() - interval '60 days') AT TIME ZONE 'UTC', '_YYYY_MM');
BEGIN
  FOR month IN SELECT c.oid FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'public.webhook_delivery'::regclass AND c.relname ~ '^webhook_delivery_[0-9]{4}_[0-9]{2}$' AND c.relname < newest
  LOOP
    EXECUTE format('DROP TABLE %s', month);
  END LOOP;
END $$;
REVOKE EXECUTE ON FUNCTION drop_delivery_months(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION drop_delivery_months(timestamptz) TO parvis_users;

SELECT guard_partition('item_history_default'), guard_partition('webhook_delivery_default');
SELECT ensure_month_partitions();
