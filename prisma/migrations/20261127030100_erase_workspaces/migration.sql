-- The erasure of an archived workspace, and what remains of it: one line in its organization's log.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "workspace", "contact_erasure" IN ACCESS EXCLUSIVE MODE;

CREATE TABLE "workspace_erasure" (
  "organizationId" uuid NOT NULL,
  -- The workspace is gone: its id, and how it was called.
  "workspaceId" uuid NOT NULL,
  "name" text NOT NULL,
  "slug" text NOT NULL,
  "archivedAt" timestamptz(3) NOT NULL,
  "archivedBy" text,
  "startedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "doneAt" timestamptz(3),
  "items" integer NOT NULL DEFAULT 0,
  "messages" integer NOT NULL DEFAULT 0,
  "contacts" integer NOT NULL DEFAULT 0,
  CONSTRAINT "workspace_erasure_pkey" PRIMARY KEY ("organizationId", "workspaceId"),
  CONSTRAINT "workspace_erasure_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization" ("id") ON DELETE CASCADE
);

ALTER TABLE "workspace_erasure" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "workspace_erasure" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "workspace_erasure" TO parvis_app USING ("organizationId" = (
    SELECT w."organizationId" FROM "workspace" w WHERE w."id" = nullif(current_setting('app.workspace_id', true), '')::uuid));
-- Read by the admins of the organization's workspaces, written by the product.
CREATE POLICY of_admins ON "workspace_erasure" AS RESTRICTIVE FOR SELECT TO parvis_app USING (
  (SELECT acting_member()) IS NULL OR (
    SELECT true FROM "member" m WHERE m."workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid
      AND m."id" = (SELECT acting_member()) AND m."removedAt" IS NULL AND m."role" = 'admin'));
GRANT SELECT, INSERT, UPDATE ON "workspace_erasure" TO parvis_app;
SELECT audit_table('workspace_erasure');

-- Nobody deletes a workspace but the product, and not before its date. What still hangs on it goes with its row.
CREATE FUNCTION is_erasure_due(workspace uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT nullif(current_setting('app.member_id', true), '') IS NULL
    AND EXISTS (SELECT FROM public."workspace" w WHERE w."id" = workspace AND w."eraseAt" <= clock_timestamp())
$$;
CREATE POLICY erased_when_due ON "workspace" AS RESTRICTIVE FOR DELETE TO parvis_app USING (
  nullif(current_setting('app.member_id', true), '') IS NULL AND "eraseAt" <= clock_timestamp());
CREATE POLICY erased_when_due ON "contact_erasure" AS RESTRICTIVE FOR DELETE TO parvis_app USING (is_erasure_due("workspaceId"));
GRANT DELETE ON "workspace", "contact_erasure" TO parvis_app;
