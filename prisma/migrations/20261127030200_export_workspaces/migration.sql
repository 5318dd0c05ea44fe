-- Copies of everything that a workspace has, for its admins, for some days. In the database: whichever machine writes one,
-- another may give it out, and it goes with the workspace.

CREATE TABLE "workspace_export" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  -- Who asked for it. Nothing is read that they may not see.
  "memberId" uuid NOT NULL,
  -- 'waiting', 'running', 'done' or 'failed'
  "state" text NOT NULL DEFAULT 'waiting',
  "requestedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "tablesDone" integer NOT NULL DEFAULT 0,
  "bytes" bigint NOT NULL DEFAULT 0,
  "attempts" integer NOT NULL DEFAULT 0,
  -- The worker that writes it, until when it counts as alive.
  "attemptId" uuid,
  "leaseUntil" timestamptz(3),
  "expiresAt" timestamptz(3),
  CONSTRAINT "workspace_export_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "workspace_export_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "workspace_export_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
-- One at a time: asked for twice, it is written once.
CREATE UNIQUE INDEX "workspace_export_unfinished" ON "workspace_export" ("workspaceId") WHERE "state" IN ('waiting', 'running');

-- The file, in the order of its numbers.
CREATE TABLE "workspace_export_part" (
  "workspaceId" uuid NOT NULL,
  "exportId" uuid NOT NULL,
  "number" integer NOT NULL,
  "bytes" bytea NOT NULL,
  CONSTRAINT "workspace_export_part_pkey" PRIMARY KEY ("workspaceId", "exportId", "number"),
  CONSTRAINT "workspace_export_part_workspaceId_exportId_fkey" FOREIGN KEY ("workspaceId", "exportId")
    REFERENCES "workspace_export" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
-- They are compressed already.
ALTER TABLE "workspace_export_part" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['workspace_export', 'workspace_export_part'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    -- The whole workspace is in it: for admins, who see all of it.
    EXECUTE format('CREATE POLICY of_admins ON %I AS RESTRICTIVE TO parvis_app USING (
      (SELECT acting_member()) IS NULL OR (
        SELECT true FROM "member" m WHERE m."workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid
          AND m."id" = (SELECT acting_member()) AND m."removedAt" IS NULL AND m."role" = ''admin''))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
    PERFORM audit_table(name);
  END LOOP;
END $$;
CREATE POLICY dispatch ON "workspace_export" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "state", "leaseUntil", "expiresAt") ON "workspace_export" TO parvis_dispatcher;
