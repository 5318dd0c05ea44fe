-- A page of one language or rating is one index range. Apart from the rest, because it reads the whole table.
CREATE INDEX "item_by_language" ON "item" ("workspaceId", "language", "statusCode", "lastActivityAt", "id")
  WHERE "language" IS NOT NULL;
CREATE INDEX "item_by_rating" ON "item" ("workspaceId", "rating", "statusCode", "lastActivityAt", "id")
  WHERE "rating" IS NOT NULL;
