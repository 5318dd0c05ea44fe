-- Old notifications are deleted, and what was delivered of them goes with them.

LOCK TABLE "notification" IN ACCESS EXCLUSIVE MODE;

CREATE INDEX "notification_createdAt_idx" ON "notification" ("createdAt");
-- The sweep deletes nothing younger, whatever it asks.
CREATE POLICY pruned ON "notification" FOR DELETE TO parvis_dispatcher USING ("createdAt" < now() - interval '90 days');
GRANT SELECT ("createdAt", "readAt"), DELETE ON "notification" TO parvis_dispatcher;
