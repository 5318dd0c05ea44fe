-- Owned, but not in the owner's queue: others still have parts to finish. Apart, because it reads the whole table.
CREATE INDEX "item_owner_done" ON "item" ("workspaceId", "ownerId", "statusCode")
  WHERE "ownerDoneAt" IS NOT NULL AND "openParts" > 0;
