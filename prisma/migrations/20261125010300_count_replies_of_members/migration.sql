-- How many replies a member has sent, up to the few that make a newcomer. Apart from the rest, because it reads the whole table.
CREATE INDEX "action_sent_by" ON "action" ("workspaceId", "memberId") WHERE "state" = 'done' AND "messageId" IS NOT NULL;
