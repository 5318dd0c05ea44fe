-- Apart from the rest, because it reads the whole table.
CREATE INDEX "item_for_approval" ON "item" ("workspaceId", "replyDeadline", "id") WHERE "awaitingApprovals" > 0;
