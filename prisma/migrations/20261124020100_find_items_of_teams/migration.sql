-- Apart from the rest, because it reads the whole table.
CREATE INDEX "item_by_team" ON "item" ("workspaceId", "teamId", "statusCode", "lastActivityAt", "id", "ownerId")
  WHERE "teamId" IS NOT NULL;
