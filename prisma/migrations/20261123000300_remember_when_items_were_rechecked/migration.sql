-- When an item's messages were last read again for whoever had opened it: once a minute at most, whoever opens it next.
CREATE TABLE "item_recheck" (
    "workspaceId" UUID NOT NULL,
    "itemId" UUID NOT NULL,
    "recheckedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "item_recheck_pkey" PRIMARY KEY ("workspaceId", "itemId"),
    CONSTRAINT "item_recheck_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
      REFERENCES "item" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
) WITH (fillfactor = 50);

ALTER TABLE "item_recheck" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "item_recheck" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "item_recheck" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "item_recheck" TO parvis_app;
