-- Apart from the rest, because it reads the whole table.
CREATE INDEX "action_unfinished_of" ON "action" ("workspaceId", "memberId")
  WHERE "messageId" IS NOT NULL AND "state" NOT IN ('done', 'cancelled');
