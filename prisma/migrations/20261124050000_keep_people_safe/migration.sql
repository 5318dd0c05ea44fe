-- Second factors, from where a member acted, and an audit log that shows when somebody changed it.

-- Locks ———————————————————————————————————————————————————————————————————————

-- All at once and first, in the order in which the product's statements take them: one after the other, while the previous
-- version works, they would deadlock with its transactions. Those whose columns, policies or triggers change wait for readers
-- too; on the others a trigger is put.
LOCK TABLE "user", "workspace" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "session", "organization_sign_in", "audit_entry", "item_history" IN ACCESS EXCLUSIVE MODE;
LOCK TABLE "member", "invitation", "invitation_channel", "member_channel", "team", "team_member", "api_key", "network_app",
  "channel", "channel_gap", "contact", "identity", "action", "note", "tag", "item_tag", "item_contributor", "item_request",
  "saved_view", "saved_reply", "organization_saved_reply", "reply_field", "guard_rails", "rejected_event",
  "webhook_delivery" IN SHARE ROW EXCLUSIVE MODE;

-- Second factors ——————————————————————————————————————————————————————————————

CREATE TABLE "user_totp" (
  "userId" uuid NOT NULL,
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "confirmedAt" timestamptz(3),
  "lastPeriod" bigint NOT NULL DEFAULT 0,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "user_totp_pkey" PRIMARY KEY ("userId"),
  CONSTRAINT "user_totp_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE "user_passkey" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "userId" uuid NOT NULL,
  "credentialId" text NOT NULL,
  "publicKey" bytea NOT NULL,
  "counter" bigint NOT NULL,
  "transports" text[],
  "name" text NOT NULL,
  "isSynced" boolean NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "lastUsedAt" timestamptz(3),
  CONSTRAINT "user_passkey_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "user_passkey_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "user_passkey_credentialId_key" ON "user_passkey" ("credentialId");
CREATE INDEX "user_passkey_userId_idx" ON "user_passkey" ("userId");

CREATE TABLE "user_recovery_code" (
  "userId" uuid NOT NULL,
  "codeHash" text NOT NULL,
  "usedAt" timestamptz(3),
  CONSTRAINT "user_recovery_code_pkey" PRIMARY KEY ("userId", "codeHash"),
  CONSTRAINT "user_recovery_code_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE "passkey_challenge" (
  "challenge" text NOT NULL,
  "userId" uuid,
  "purpose" text NOT NULL,
  "expiresAt" timestamptz(3) NOT NULL,
  CONSTRAINT "passkey_challenge_pkey" PRIMARY KEY ("challenge"),
  CONSTRAINT "passkey_challenge_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "passkey_challenge_userId_idx" ON "passkey_challenge" ("userId");

GRANT SELECT, INSERT, UPDATE, DELETE ON "user_totp", "user_passkey", "user_recovery_code", "passkey_challenge" TO parvis_users;

ALTER TABLE "session" ADD COLUMN "secondFactor" text;
ALTER TABLE "organization_sign_in" ADD COLUMN "isSecondFactorRequired" boolean NOT NULL DEFAULT false;

-- Where an organization requires a second factor, a session without one opens no workspace of it. The provider of single
-- sign-on has asked for its own, which counts for the organizations that let it vouch for the address's domain, and for no other.
CREATE POLICY authenticate ON "organization_sign_in" FOR SELECT TO parvis_authentication USING (true);
GRANT SELECT ("organizationId", "isSecondFactorRequired", "emailDomains") ON "organization_sign_in" TO parvis_authentication;
GRANT SELECT ("id", "email") ON "user" TO parvis_authentication;
GRANT SELECT ("organizationId") ON "workspace" TO parvis_authentication;
GRANT SELECT ("isSingleSignOn", "secondFactor") ON "session" TO parvis_authentication;

DROP TRIGGER rights_changed ON "session";
CREATE TRIGGER rights_changed AFTER UPDATE OF "userId", "expiresAt", "revokedAt", "isSingleSignOn", "secondFactor" ON "session"
  FOR EACH ROW WHEN ((OLD."userId", OLD."expiresAt", OLD."revokedAt", OLD."isSingleSignOn", OLD."secondFactor")
    IS DISTINCT FROM (NEW."userId", NEW."expiresAt", NEW."revokedAt", NEW."isSingleSignOn", NEW."secondFactor"))
  EXECUTE FUNCTION emit_session_changed();
-- Live streams of sessions that no longer suffice are looked at again at once.
CREATE FUNCTION emit_sign_in_rules_changed() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_notify('parvis_live', json_build_object('rightsChanged', json_build_object('userId', m."userId"))::text)
  FROM "member" m JOIN "workspace" w ON w."id" = m."workspaceId"
  WHERE w."organizationId" = NEW."organizationId" AND m."removedAt" IS NULL;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION emit_sign_in_rules_changed() FROM PUBLIC;
CREATE TRIGGER rights_changed AFTER INSERT OR UPDATE OF "emailDomains", "isSecondFactorRequired" ON "organization_sign_in" FOR EACH ROW
  WHEN (NEW."isSecondFactorRequired") EXECUTE FUNCTION emit_sign_in_rules_changed();

GRANT CREATE ON SCHEMA public TO parvis_authentication;
ALTER FUNCTION emit_sign_in_rules_changed() OWNER TO parvis_authentication;
CREATE FUNCTION vouches_for(domains text[], email text) RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce(lower(substring(email from '[^@]*$')) = ANY (domains), false) $$;
CREATE OR REPLACE FUNCTION caller_for_session(session_id uuid, workspace_id uuid, workspace_slug text)
RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid, "role" "Role", "lastSeenAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."id", m."id", m."userId", m."role", s."lastSeenAt"
  FROM "session" s
  JOIN "user" u ON u."id" = s."userId"
  JOIN "member" m ON m."userId" = s."userId" AND m."removedAt" IS NULL
  JOIN "workspace" w ON w."id" = m."workspaceId"
  LEFT JOIN "organization_sign_in" o ON o."organizationId" = w."organizationId"
  WHERE s."id" = session_id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
    AND (w."id" = workspace_id OR w."slug" = workspace_slug)
    AND (s."secondFactor" IS NOT NULL OR o."isSecondFactorRequired" IS NOT TRUE
      OR s."isSingleSignOn" AND vouches_for(o."emailDomains", u."email"))
$$;

-- Whether an open session lacks the second factor that one of the user's organizations requires.
CREATE FUNCTION lacks_second_factor(session_id uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM "session" s
    JOIN "user" u ON u."id" = s."userId"
    JOIN "member" m ON m."userId" = s."userId" AND m."removedAt" IS NULL
    JOIN "workspace" w ON w."id" = m."workspaceId"
    JOIN "organization_sign_in" o ON o."organizationId" = w."organizationId"
    WHERE s."id" = session_id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
      AND s."secondFactor" IS NULL AND o."isSecondFactorRequired"
      AND NOT (s."isSingleSignOn" AND vouches_for(o."emailDomains", u."email")))
$$;
REVOKE EXECUTE ON FUNCTION lacks_second_factor(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lacks_second_factor(uuid) TO parvis_users;
ALTER FUNCTION lacks_second_factor(uuid) OWNER TO parvis_authentication;
REVOKE CREATE ON SCHEMA public FROM parvis_authentication;
DO $$ BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION lacks_second_factor(uuid) TO %I', current_user);
END $$;

-- From where ——————————————————————————————————————————————————————————————————

-- The settings come with the workspace, so that no statement that writes a line can forget them.
ALTER TABLE "audit_entry"
  ADD COLUMN "address" text DEFAULT nullif(current_setting('app.address', true), ''),
  ADD COLUMN "sessionId" uuid DEFAULT nullif(current_setting('app.session_id', true), '')::uuid,
  ADD COLUMN "apiKeyId" uuid DEFAULT nullif(current_setting('app.api_key_id', true), '')::uuid;
ALTER TABLE "item_history"
  ADD COLUMN "address" text DEFAULT nullif(current_setting('app.address', true), ''),
  ADD COLUMN "sessionId" uuid DEFAULT nullif(current_setting('app.session_id', true), '')::uuid,
  ADD COLUMN "apiKeyId" uuid DEFAULT nullif(current_setting('app.api_key_id', true), '')::uuid;

-- Seals ———————————————————————————————————————————————————————————————————————

CREATE TABLE "audit_unsealed" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "source" text NOT NULL,
  "lineIds" uuid[],
  "firstAt" timestamptz(3) NOT NULL,
  "lastAt" timestamptz(3) NOT NULL,
  CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "audit_unsealed_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);

CREATE TABLE "audit_seal" (
  "workspaceId" uuid NOT NULL,
  "number" bigint NOT NULL,
  "source" text NOT NULL,
  "lineIds" uuid[],
  "firstAt" timestamptz(3) NOT NULL,
  "lastAt" timestamptz(3) NOT NULL,
  "digests" bytea NOT NULL,
  "hash" bytea NOT NULL,
  "signature" bytea NOT NULL,
  "keyId" text NOT NULL,
  "sealedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("workspaceId", "number"),
  CONSTRAINT "audit_seal_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_unsealed', 'audit_seal'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
  END LOOP;
END $$;
-- The product seals and verifies; members' acts only leave what is to be sealed.
CREATE POLICY read_by_the_product ON "audit_unsealed" AS RESTRICTIVE FOR SELECT TO parvis_app
  USING ((SELECT acting_member()) IS NULL);
CREATE POLICY read_by_the_product ON "audit_seal" AS RESTRICTIVE TO parvis_app
  USING ((SELECT acting_member()) IS NULL);
-- A seal is written once. What is taken out of `audit_unsealed` without a seal is missed by the verification.
GRANT SELECT, INSERT ON "audit_seal" TO parvis_app;
GRANT SELECT, INSERT, DELETE ON "audit_unsealed" TO parvis_app;
CREATE POLICY dispatch ON "audit_unsealed" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id") ON "audit_unsealed" TO parvis_dispatcher;

/* Queues the lines of a statement for the next seal: one row, however many lines. Lines are not chained while they are
   written, because then each writer would have to wait for the one before. */
CREATE FUNCTION await_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public."audit_unsealed" ("workspaceId", "source", "lineIds", "firstAt", "lastAt")
  SELECT "workspaceId", TG_ARGV[0], array_agg("id"), min("createdAt"), max("createdAt") FROM lines GROUP BY 1;
  PERFORM set_config('app.has_line', 'yes', true);
  RETURN NULL;
END $$;
CREATE TRIGGER await_seal AFTER INSERT ON "audit_entry"
  REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION await_seal('audit');
CREATE TRIGGER await_seal AFTER INSERT ON "item_history"
  REFERENCING NEW TABLE AS lines FOR EACH STATEMENT EXECUTE FUNCTION await_seal('history');

-- No act without a line ———————————————————————————————————————————————————————

/* Runs as a member's transaction commits. If the transaction changed one of the tables below and wrote neither an audit
   line nor an item's history, it writes a line that names the table and the row. So no act can change one of them in silence.
   The names of people outside are left out: a line cannot be erased. So are those of private views. */
CREATE FUNCTION leave_a_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line jsonb;
BEGIN
  IF current_setting('app.has_line', true) = 'yes' THEN RETURN NULL; END IF;
  line := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  INSERT INTO public."audit_entry" ("workspaceId", "memberId", "act", "subject", "details")
  VALUES (current_setting('app.workspace_id')::uuid, current_setting('app.member_id')::uuid, 'record_changed', TG_ARGV[0],
    jsonb_strip_nulls(jsonb_build_object('change', lower(TG_OP), 'id', line -> 'id', 'name',
      CASE WHEN TG_ARGV[0] NOT IN ('contact', 'identity') AND line ->> 'memberId' IS NULL THEN
        coalesce(line -> 'name', line -> 'title') END)));
  RETURN NULL;
END $$;

/* Makes a table leave a line in the audit log. Call it in the migration that creates a table which members change. */
CREATE FUNCTION audit_table(name text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE CONSTRAINT TRIGGER leave_a_line AFTER INSERT OR UPDATE OR DELETE ON public.%I
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (nullif(current_setting(''app.member_id'', true), '''') IS NOT NULL) EXECUTE FUNCTION leave_a_line(%L)', name, name);
END $$;
REVOKE EXECUTE ON FUNCTION audit_table(text) FROM PUBLIC;
SELECT audit_table(name) FROM unnest(ARRAY[
  'workspace', 'organization_sign_in', 'member', 'invitation', 'api_key',
  'network_app', 'channel', 'channel_gap', 'webhook_delivery', 'rejected_event', 'contact', 'identity',
  'note', 'tag', 'item_tag', 'item_contributor', 'item_request', 'saved_view', 'action',
  'invitation_channel', 'member_channel', 'team', 'team_member', 'team_channel',
  'saved_reply', 'organization_saved_reply', 'reply_field', 'guard_rails'
]) AS name;
