-- What a member owes, without reading all that the workspace owes.
CREATE INDEX "item_promised_by_owner" ON "item" ("workspaceId", "ownerId", "promiseDueAt", "id") WHERE "openPromises" > 0;
