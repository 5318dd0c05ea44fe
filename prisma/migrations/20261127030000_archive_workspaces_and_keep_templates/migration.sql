-- Archived workspaces, which can be read and not changed; and templates of an organization, from which new ones are made.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "workspace", "channel", "channel_credential", "channel_gap", "item", "action", "message", "bulk_job", "notification",
  "notification_delivery", "approval", "routing_settings" IN ACCESS EXCLUSIVE MODE;

ALTER TABLE "workspace"
  ADD COLUMN "archivedAt" timestamptz(3),
  ADD COLUMN "archivedById" uuid,
  -- When everything in it is erased; null: when somebody says so.
  ADD COLUMN "eraseAt" timestamptz(3),
  -- Made up by whoever asks for the workspace: asked twice, it is created once.
  ADD COLUMN "creationKey" uuid,
  ADD CONSTRAINT "workspace_erased_when_archived" CHECK ("eraseAt" IS NULL OR "archivedAt" IS NOT NULL) NOT VALID;
CREATE UNIQUE INDEX "workspace_organizationId_creationKey_key" ON "workspace" ("organizationId", "creationKey");
CREATE INDEX "workspace_archived" ON "workspace" ("id") WHERE "archivedAt" IS NOT NULL;
-- What the channel goes back to when the workspace is taken back.
ALTER TABLE "channel" ADD COLUMN "statusBeforeArchive" "ChannelStatus";

-- Read, not changed ———————————————————————————————————————————————————————————

/* Enters a workspace as one of its members, until the transaction ends. In an archived workspace the transaction only reads,
   and nothing in it can make it write again. The few acts that go on there (taking the workspace back, ending what still
   opens it, erasing a person) say so before, in `app.keeps_archived`. */
CREATE OR REPLACE FUNCTION enter_as_member(workspace uuid, member uuid, OUT channels uuid[], OUT hides boolean)
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM set_config('role', 'parvis_app', true), set_config('app.workspace_id', workspace::text, true),
    set_config('app.member_id', member::text, true);
  channels := channels_of_member(workspace, member);
  hides := NOT sees_confidential(workspace, member);
  PERFORM set_config('app.channel_ids', coalesce(channels::text, ''), true),
    set_config('app.confidential', CASE WHEN hides THEN 'hidden' ELSE '' END, true);
  IF coalesce(current_setting('app.keeps_archived', true), '') <> 'yes'
    AND EXISTS (SELECT FROM "workspace" w WHERE w."id" = workspace AND w."archivedAt" IS NOT NULL) THEN
    PERFORM set_config('transaction_read_only', 'on', true);
  END IF;
END $$;

-- Nothing is fetched and nothing is sent —————————————————————————————————————

/* An action is taken by a worker, or a message stored, only while the workspace is not archived. Sending and archiving meet at
   the lock of the workspace's row: who comes second sees what the first has done. */
CREATE FUNCTION refuse_to_send_when_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM public."workspace" w WHERE w."id" = NEW."workspaceId" AND w."archivedAt" IS NULL FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'the workspace is archived'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_to_send_when_archived BEFORE UPDATE OF "attemptId" ON "action" FOR EACH ROW
  WHEN (NEW."state" = 'sending' AND NEW."attemptId" IS DISTINCT FROM OLD."attemptId")
  EXECUTE FUNCTION refuse_to_send_when_archived();

CREATE FUNCTION refuse_to_store_when_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public."workspace" w WHERE w."id" = nullif(current_setting('app.workspace_id', true), '')::uuid
    AND w."archivedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'the workspace is archived';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER refuse_to_store_when_archived BEFORE INSERT ON "message" FOR EACH STATEMENT
  EXECUTE FUNCTION refuse_to_store_when_archived();

CREATE FUNCTION refuse_to_connect_when_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public."workspace" w WHERE w."id" = NEW."workspaceId" AND w."archivedAt" IS NOT NULL) THEN
    RAISE EXCEPTION 'the workspace is archived';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_to_connect_when_archived BEFORE UPDATE OF "status" ON "channel" FOR EACH ROW
  WHEN (NEW."status" IN ('connected', 'reconnect') AND NEW."status" IS DISTINCT FROM OLD."status")
  EXECUTE FUNCTION refuse_to_connect_when_archived();

-- What is due in an archived workspace is not seen by those who look for work. Retention and erasures of people go on: they
-- look at other tables.
CREATE FUNCTION archived_workspaces() RETURNS uuid[] LANGUAGE sql STABLE AS
  $$ SELECT coalesce(array_agg(w."id"), '{}') FROM public."workspace" w WHERE w."archivedAt" IS NOT NULL $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item', 'action', 'bulk_job', 'channel_gap', 'channel_credential', 'notification',
    'notification_delivery', 'approval', 'routing_settings'] LOOP
    EXECUTE format('CREATE POLICY not_archived ON %I AS RESTRICTIVE FOR SELECT TO parvis_dispatcher
      USING ("workspaceId" <> ALL ((SELECT archived_workspaces())::uuid[]))', name);
  END LOOP;
END $$;

/* As before; archived workspaces are not part of the one queue. */
CREATE OR REPLACE FUNCTION enter_as_person(session_id uuid) RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid,
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
    JOIN "workspace" w ON w."id" = m."workspaceId" AND w."archivedAt" IS NULL
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

-- Templates ———————————————————————————————————————————————————————————————————

CREATE TABLE "workspace_template" (
  "organizationId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  -- What a new workspace gets: `lib/clients/templates/content.ts`.
  "content" jsonb NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "workspace_template_pkey" PRIMARY KEY ("organizationId", "id"),
  CONSTRAINT "workspace_template_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "workspace_template_name" ON "workspace_template" ("organizationId", lower("name"));

-- For the admins of the organization's workspaces, from within one of them.
ALTER TABLE "workspace_template" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace_template" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "workspace_template" TO parvis_app USING ("organizationId" = (
    SELECT w."organizationId" FROM "workspace" w WHERE w."id" = nullif(current_setting('app.workspace_id', true), '')::uuid));
CREATE POLICY of_admins ON "workspace_template" AS RESTRICTIVE TO parvis_app USING ((
    SELECT true FROM "member" m WHERE m."workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid
      AND m."id" = (SELECT acting_member()) AND m."removedAt" IS NULL AND m."role" = 'admin'));
GRANT SELECT, INSERT, UPDATE, DELETE ON "workspace_template" TO parvis_app;
SELECT audit_table('workspace_template');
