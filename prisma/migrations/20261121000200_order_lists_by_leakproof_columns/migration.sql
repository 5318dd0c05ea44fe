-- Under row-level security a condition reaches an index only when its operator is leakproof, and comparing enums is
-- not. The lists' indexes therefore stand on the enums' places in their types, as small numbers.

ALTER TABLE "item"
  ADD COLUMN "statusCode" SMALLINT NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED,
  ADD COLUMN "kindCode" SMALLINT NOT NULL GENERATED ALWAYS AS (
    CASE "kind" WHEN 'comment' THEN 1 WHEN 'mention' THEN 2 WHEN 'message' THEN 3 ELSE 4 END) STORED;
ALTER TABLE "item_tag"
  ADD COLUMN "statusCode" SMALLINT NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED;
ALTER TABLE "item_contributor"
  ADD COLUMN "statusCode" SMALLINT NOT NULL GENERATED ALWAYS AS (
    CASE "status" WHEN 'open' THEN 1 WHEN 'waiting' THEN 2 WHEN 'snoozed' THEN 3 WHEN 'resolved' THEN 4 ELSE 5 END) STORED;

DROP INDEX "item_workspaceId_status_lastActivityAt_id_idx";
DROP INDEX "item_workspaceId_ownerId_status_lastActivityAt_id_idx";
DROP INDEX "item_workspaceId_network_status_lastActivityAt_id_idx";
DROP INDEX "item_workspaceId_channelId_status_lastActivityAt_id_idx";
DROP INDEX "item_workspaceId_kind_status_lastActivityAt_id_idx";
DROP INDEX "item_workspaceId_status_priority_lastActivityAt_id_idx";
DROP INDEX "item_unassigned";
DROP INDEX "item_expiring";
DROP INDEX "item_tag_workspaceId_tagId_status_lastActivityAt_itemId_idx";
DROP INDEX "item_contributor_workspaceId_memberId_status_lastActivityAt_idx";

-- One index a filter; each gives its list's order. What follows the id lets filters that are combined with it be
-- decided inside the index.
CREATE INDEX "item_by_status" ON "item" ("workspaceId", "statusCode", "lastActivityAt", "id", "kindCode", "channelId");
CREATE INDEX "item_by_owner" ON "item" ("workspaceId", "ownerId", "statusCode", "lastActivityAt", "id")
  WHERE "ownerId" IS NOT NULL;
CREATE INDEX "item_unassigned" ON "item" ("workspaceId", "statusCode", "lastActivityAt", "id", "kindCode", "channelId")
  WHERE "ownerId" IS NULL;
CREATE INDEX "item_by_network" ON "item" ("workspaceId", "network", "statusCode", "lastActivityAt", "id", "kindCode");
CREATE INDEX "item_by_channel" ON "item" ("workspaceId", "channelId", "statusCode", "lastActivityAt", "id", "kindCode", "ownerId");
CREATE INDEX "item_by_kind" ON "item" ("workspaceId", "kindCode", "statusCode", "lastActivityAt", "id");
CREATE INDEX "item_by_priority" ON "item" ("workspaceId", "statusCode", "priority", "lastActivityAt", "id", "kindCode", "channelId");
CREATE INDEX "item_expiring" ON "item" ("workspaceId", "statusCode", "replyDeadline", "id")
  WHERE "replyDeadline" IS NOT NULL;
CREATE INDEX "item_tag_order" ON "item_tag" ("workspaceId", "tagId", "statusCode", "lastActivityAt", "itemId");
CREATE INDEX "item_contributor_order" ON "item_contributor" ("workspaceId", "memberId", "statusCode", "lastActivityAt", "itemId");
