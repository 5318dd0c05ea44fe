-- Apart from the rest, because it reads the whole table.
CREATE INDEX "item_promised" ON "item" ("workspaceId", "promiseDueAt", "id") WHERE "openPromises" > 0;
