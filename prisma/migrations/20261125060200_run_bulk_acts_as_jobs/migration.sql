-- An act on all items that match, however many: how far it is, and what came of it.
CREATE TABLE "bulk_job" (
  "workspaceId" uuid NOT NULL,
  -- Also the batch of its entries in the histories of items.
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid NOT NULL,
  -- The act and its values; null for an undo.
  "input" jsonb,
  -- The job that this one takes back.
  "undoesId" uuid,
  -- 'queued', 'running', 'done', 'cancelled', 'stopped'
  "state" text NOT NULL DEFAULT 'queued',
  -- Where the next part begins, in the list's keys; null: at the beginning.
  "place" jsonb,
  -- How many matched as it was asked for; null for a search, which is not counted.
  "total" integer,
  "seen" integer NOT NULL DEFAULT 0,
  "changed" integer NOT NULL DEFAULT 0,
  -- Why it stopped, as the code of a refusal.
  "stopReason" text,
  "failures" integer NOT NULL DEFAULT 0,
  -- From where it was asked for.
  "address" text,
  "sessionId" text,
  "apiKeyId" text,
  -- Until then a worker is on it.
  "leaseUntil" timestamptz(3),
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "finishedAt" timestamptz(3),
  -- The member has put its result aside.
  "dismissedAt" timestamptz(3),
  CONSTRAINT "bulk_job_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "bulk_job_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "bulk_job_act_or_undo" CHECK (("input" IS NULL) <> ("undoesId" IS NULL))
);
CREATE INDEX "bulk_job_memberId" ON "bulk_job" ("workspaceId", "memberId", "createdAt");
CREATE INDEX "bulk_job_waiting" ON "bulk_job" ("leaseUntil") WHERE "state" IN ('queued', 'running');
-- One undo for a job.
CREATE UNIQUE INDEX "bulk_job_undoesId" ON "bulk_job" ("workspaceId", "undoesId") WHERE "undoesId" IS NOT NULL;

-- How many items a job left as they were, by the reason.
CREATE TABLE "bulk_job_skip" (
  "workspaceId" uuid NOT NULL,
  "jobId" uuid NOT NULL,
  "reason" text NOT NULL,
  -- Who has the items, where that is the reason; otherwise the nil id.
  "memberKey" uuid NOT NULL,
  "items" integer NOT NULL,
  CONSTRAINT "bulk_job_skip_pkey" PRIMARY KEY ("workspaceId", "jobId", "reason", "memberKey"),
  CONSTRAINT "bulk_job_skip_workspaceId_jobId_fkey" FOREIGN KEY ("workspaceId", "jobId")
    REFERENCES "bulk_job" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['bulk_job', 'bulk_job_skip'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- A job says what its member searched for, and counts what that member sees: it is nobody else's.
CREATE POLICY own_job ON "bulk_job" AS RESTRICTIVE TO parvis_app
  USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
CREATE POLICY own_job ON "bulk_job_skip" AS RESTRICTIVE TO parvis_app USING ((SELECT acting_member()) IS NULL OR (
  SELECT true FROM "bulk_job" j WHERE j."workspaceId" = "bulk_job_skip"."workspaceId" AND j."id" = "bulk_job_skip"."jobId"));

CREATE POLICY dispatch ON "bulk_job" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "state", "leaseUntil") ON "bulk_job" TO parvis_dispatcher;
