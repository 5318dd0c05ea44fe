-- The language of what a row shows, so that a screen reader reads it in the right voice: null where it is not known.
ALTER TABLE "item" ADD COLUMN "previewLanguage" text;
ALTER TABLE "message_version" ADD COLUMN "language" text;
ALTER TABLE "note" ADD COLUMN "language" text;

-- Up to which message the languages that nobody named are detected.
CREATE TABLE "language_progress" (
  "workspaceId" uuid NOT NULL,
  "lastMessageId" uuid,
  CONSTRAINT "language_progress_pkey" PRIMARY KEY ("workspaceId"),
  CONSTRAINT "language_progress_workspaceId_fkey" FOREIGN KEY ("workspaceId")
    REFERENCES "workspace" ("id") ON DELETE CASCADE
);

ALTER TABLE "language_progress" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "language_progress" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "language_progress" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY dispatch ON "language_progress" TO parvis_dispatcher USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "language_progress" TO parvis_app;
GRANT SELECT ON "language_progress" TO parvis_dispatcher;
