-- Apart from the rest, because they read whole tables.
CREATE INDEX "item_scheduled" ON "item" ("workspaceId", "lastActivityAt", "id") WHERE "scheduledReplies" > 0;
CREATE INDEX "action_scheduled" ON "action" ("dueAt") WHERE "state" = 'scheduled';
