-- That an admin had everything erased that is stored about a person.

LOCK TABLE "workspace", "member" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "contact_erasure" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  -- All contacts of the person, as they were joined when it was asked for.
  "contactIds" uuid[] NOT NULL,
  "requestedById" uuid NOT NULL,
  "requestedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "doneAt" timestamptz(3),
  CONSTRAINT "contact_erasure_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "contact_erasure_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "contact_erasure_workspaceId_requestedById_fkey" FOREIGN KEY ("workspaceId", "requestedById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE INDEX "contact_erasure_due" ON "contact_erasure" ("requestedAt") WHERE "doneAt" IS NULL;

ALTER TABLE "contact_erasure" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "contact_erasure" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "contact_erasure" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY seen_item ON "contact_erasure" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items()));
GRANT SELECT, INSERT, UPDATE ON "contact_erasure" TO parvis_app;
CREATE POLICY dispatch ON "contact_erasure" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "requestedAt", "doneAt") ON "contact_erasure" TO parvis_dispatcher;
SELECT audit_table('contact_erasure');
