-- Every right to a live stream rests on three tables. Whatever changes one of the columns that the door reads there, be
-- it an act, an operator's hand or a cascade, says so from within its transaction, by ids alone: with the commit, every
-- process rechecks the streams concerned. Rights change rarely, so that their commits may wait for each other.
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
-- Sessions that ended long ago are removed in numbers: nobody listens with one of them.
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

-- Who waits to be sent with which reply is known by its uploader; what a network sent has none.
ALTER TABLE "attachment" ADD COLUMN "uploaderId" UUID;
CREATE INDEX "attachment_waiting" ON "attachment" ("workspaceId", "uploaderId") WHERE "messageId" IS NULL;

CREATE INDEX "saved_view_owner" ON "saved_view" ("workspaceId", "memberId");

-- The live streams that are open now, in whichever process; their rows lapse when the process no longer renews them.
CREATE UNLOGGED TABLE "live_stream" (
    "workspaceId" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT uuid_v7(),
    "memberId" UUID NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
    CONSTRAINT "live_stream_pkey" PRIMARY KEY ("workspaceId", "id")
);

-- How much of what is limited per span of time was used in the span that began at a moment.
CREATE TABLE "quota_use" (
    "workspaceId" UUID NOT NULL,
    "quota" TEXT NOT NULL,
    "memberId" UUID NOT NULL,
    "startsAt" TIMESTAMPTZ(3) NOT NULL,
    "used" INTEGER NOT NULL,
    CONSTRAINT "quota_use_pkey" PRIMARY KEY ("workspaceId", "quota", "memberId", "startsAt"),
    CONSTRAINT "quota_use_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
      REFERENCES "member" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 50);
CREATE INDEX "quota_use_startsAt_idx" ON "quota_use" ("startsAt");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['live_stream', 'quota_use'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('CREATE POLICY dispatch ON %I TO parvis_dispatcher USING (true)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;
GRANT SELECT ("workspaceId", "id", "seenAt"), UPDATE ("seenAt"), DELETE ON "live_stream" TO parvis_dispatcher;
GRANT SELECT ("startsAt"), DELETE ON "quota_use" TO parvis_dispatcher;
