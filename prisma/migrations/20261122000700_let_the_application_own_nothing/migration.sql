-- The application signs in with a role that owns nothing. What stands outside the tenants it reaches through
-- parvis_accounts, the queue through parvis_queue, and a tenant's rows only in a role that it must take on first.
DO $$ BEGIN CREATE ROLE parvis_accounts NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE parvis_queue NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT parvis_accounts, parvis_queue TO %I', current_user);
EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'roles already granted'; END $$;

GRANT USAGE ON SCHEMA public TO parvis_accounts;
DO $$
DECLARE name text;
BEGIN
  -- A table of a tenant carries its workspace: everything else is who people are, and the machinery's own notes.
  FOR name IN SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND c.relname NOT IN ('workspace', '_prisma_migrations')
      AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'workspaceId' AND NOT a.attisdropped)
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_accounts', name);
  END LOOP;
END $$;
-- An organization is founded by the dispatcher; the application looks at it.
REVOKE INSERT, UPDATE, DELETE ON "organization" FROM parvis_accounts;
-- For `doctor`, which says what is not migrated yet.
DO $$ BEGIN
  IF to_regclass('_prisma_migrations') IS NOT NULL THEN GRANT SELECT ON "_prisma_migrations" TO parvis_accounts; END IF;
END $$;
CREATE POLICY machinery ON "allowance_use" TO parvis_accounts USING (true);
GRANT EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text), caller_for_api_key(uuid, text, uuid, text) TO parvis_accounts;

-- A partition that is addressed by its own name is behind the same border as its table.
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
CREATE OR REPLACE FUNCTION ensure_month_partitions() RETURNS void
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
GRANT EXECUTE ON FUNCTION ensure_month_partitions() TO parvis_accounts;

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
GRANT EXECUTE ON FUNCTION drop_delivery_months(timestamptz) TO parvis_accounts;

SELECT guard_partition(inhrelid::regclass) FROM pg_inherits
  WHERE inhparent IN ('item_history'::regclass, 'webhook_delivery'::regclass)
    AND inhrelid IN (SELECT oid FROM pg_class WHERE relkind IN ('r', 'p'));
