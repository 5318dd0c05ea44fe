-- Confidential items are few: whoever is named in some finds them here. Apart from the rest, because it reads the whole table.
CREATE INDEX "item_confidential" ON "item" ("workspaceId", "statusCode") WHERE "confidentialTo" IS NOT NULL;
