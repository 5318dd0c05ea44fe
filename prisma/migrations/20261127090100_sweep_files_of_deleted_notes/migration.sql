-- Files of notes that were deleted long ago are deleted: until then the deletion can be undone with them.

LOCK TABLE "note", "note_file" IN ACCESS EXCLUSIVE MODE;

CREATE INDEX "note_deleted" ON "note" ("deletedAt") WHERE "deletedAt" IS NOT NULL;
CREATE POLICY dispatch ON "note" FOR SELECT TO parvis_dispatcher USING ("deletedAt" IS NOT NULL);
GRANT SELECT ("workspaceId", "id", "deletedAt") ON "note" TO parvis_dispatcher;
ALTER POLICY dispatch ON "note_file" USING ("noteId" IS NULL OR EXISTS (
  SELECT FROM "note" n WHERE n."workspaceId" = "note_file"."workspaceId" AND n."id" = "note_file"."noteId"));
