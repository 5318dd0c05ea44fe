-- Files of notes. A table of their own: what replies carry is elsewhere, so no file of a note can be sent.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "member", "item", "note" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "note_file" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  -- Null while the note is being written.
  "noteId" uuid,
  "position" integer NOT NULL DEFAULT 0,
  "uploaderId" uuid NOT NULL,
  "name" text NOT NULL,
  -- As its content shows, whatever its name says.
  "mimeType" text NOT NULL,
  -- In bytes.
  "size" integer NOT NULL,
  "bytes" bytea NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "note_file_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "note_file_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_file_workspaceId_noteId_fkey" FOREIGN KEY ("workspaceId", "noteId")
    REFERENCES "note" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_file_workspaceId_uploaderId_fkey" FOREIGN KEY ("workspaceId", "uploaderId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_file_size" CHECK ("size" = octet_length("bytes"))
);
CREATE INDEX "note_file_workspaceId_itemId_idx" ON "note_file" ("workspaceId", "itemId");
CREATE INDEX "note_file_workspaceId_noteId_idx" ON "note_file" ("workspaceId", "noteId");
CREATE INDEX "note_file_workspaceId_uploaderId_idx" ON "note_file" ("workspaceId", "uploaderId");
CREATE INDEX "note_file_waiting" ON "note_file" ("createdAt") WHERE "noteId" IS NULL;

ALTER TABLE "note_file" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "note_file" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "note_file" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
-- A file is seen where its item is. One whose note is not saved is counted there; the acts let nobody but its uploader read it.
CREATE POLICY seen_item ON "note_file" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
GRANT SELECT, INSERT, UPDATE, DELETE ON "note_file" TO parvis_app;

-- For the sweep of files whose note was never saved.
CREATE POLICY dispatch ON "note_file" TO parvis_dispatcher USING ("noteId" IS NULL);
GRANT SELECT ("workspaceId", "id", "noteId", "createdAt"), DELETE ON "note_file" TO parvis_dispatcher;
