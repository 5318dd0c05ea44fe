-- What a member is writing in an item and has not sent, so that it survives the browser.

CREATE TABLE "draft" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "mode" text NOT NULL,
  -- Chosen by the browser for every save: a save whose answer was lost is recognized, and one from another device too.
  "version" uuid NOT NULL,
  "text" text NOT NULL,
  "attachmentIds" uuid[] NOT NULL DEFAULT '{}',
  -- The message it answers, and that message's version when the member began to write. The message may be gone.
  "targetId" uuid,
  "targetEditedAt" timestamptz(3),
  -- Who handed it over.
  "handedById" uuid,
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "draft_pkey" PRIMARY KEY ("workspaceId", "itemId", "memberId", "mode"),
  CONSTRAINT "draft_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "draft_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "draft_workspaceId_handedById_fkey" FOREIGN KEY ("workspaceId", "handedById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("handedById"),
  CONSTRAINT "draft_mode" CHECK ("mode" IN ('reply', 'private', 'note')),
  -- More than one save may have: two drafts can become one.
  CONSTRAINT "draft_size" CHECK (char_length("text") <= 200000 AND cardinality("attachmentIds") <= 200)
);
CREATE INDEX "draft_workspaceId_memberId_idx" ON "draft" ("workspaceId", "memberId");
CREATE INDEX "draft_updatedAt_idx" ON "draft" ("updatedAt");

ALTER TABLE "draft" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "draft" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "draft" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
-- Colleagues who see the item see what is being written in it.
CREATE POLICY seen_item ON "draft" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
-- A note that is not finished is its author's alone.
CREATE POLICY own_note ON "draft" AS RESTRICTIVE TO parvis_app
  USING ("mode" <> 'note' OR (SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
GRANT SELECT, INSERT, UPDATE, DELETE ON "draft" TO parvis_app;

-- For sweeps: drafts that nobody has touched for long, and the uploads that a draft still needs.
CREATE POLICY dispatch ON "draft" TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "attachmentIds", "updatedAt"), DELETE ON "draft" TO parvis_dispatcher;
