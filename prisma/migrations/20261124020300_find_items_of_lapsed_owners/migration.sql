-- For the members of a workspace that is deleted. Apart, because it reads the whole table.
CREATE INDEX "item_lapsed_owner" ON "item" ("workspaceId", "lapsedOwnerId") WHERE "lapsedOwnerId" IS NOT NULL;
