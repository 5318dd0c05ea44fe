-- Notifications by web push: the key of this installation, the browsers of each person, and what is sent to them.

-- The VAPID key (RFC 8292). There is one: another one would end all subscriptions.
CREATE TABLE "push_key" (
  "id" integer NOT NULL DEFAULT 1,
  "publicKey" text NOT NULL,
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "push_key_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "push_key_one" CHECK ("id" = 1)
);

-- A browser that shows notifications to a person. Whoever knows its address and keys can show some there: they are sealed.
CREATE TABLE "push_subscription" (
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "userId" uuid NOT NULL,
  "sessionId" uuid NOT NULL,
  "endpointHash" text NOT NULL,
  "keyId" text NOT NULL,
  "sealed" bytea NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "push_subscription_pkey" PRIMARY KEY ("id"),
  CONSTRAINT "push_subscription_userId_fkey" FOREIGN KEY ("userId") REFERENCES "user" ("id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "push_subscription_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "session" ("id")
    ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "push_subscription_sessionId_key" ON "push_subscription" ("sessionId");
CREATE UNIQUE INDEX "push_subscription_endpointHash_key" ON "push_subscription" ("endpointHash");
CREATE INDEX "push_subscription_userId_createdAt_idx" ON "push_subscription" ("userId", "createdAt");

GRANT SELECT, INSERT, UPDATE ON "push_key" TO parvis_users;
GRANT SELECT, INSERT, UPDATE, DELETE ON "push_subscription" TO parvis_users;
-- Whose browser it is, to plan what is sent there; not where it is.
GRANT SELECT ("id", "userId") ON "push_subscription" TO parvis_app;

-- A browser shows nothing after its session ended, however it ended.
CREATE FUNCTION delete_push_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "push_subscription" WHERE "sessionId" = NEW."id";
  RETURN NULL;
END $$;
CREATE TRIGGER push_ended AFTER UPDATE OF "revokedAt" ON "session"
  FOR EACH ROW WHEN (OLD."revokedAt" IS NULL AND NEW."revokedAt" IS NOT NULL) EXECUTE FUNCTION delete_push_of_session();

-- Null: as it is by default.
ALTER TABLE "notification_choice" ADD COLUMN "push" boolean;

-- What is shown in one browser about one notification. What is due together there is one message.
CREATE TABLE "push_delivery" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "notificationId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "subscriptionId" uuid NOT NULL,
  -- 'waiting', 'sending', 'sent', 'failed', 'dropped' (read meanwhile, or not to be seen any more)
  "state" text NOT NULL DEFAULT 'waiting',
  "dueAt" timestamptz(3) NOT NULL,
  "attempts" integer NOT NULL DEFAULT 0,
  "takenAt" timestamptz(3),
  "error" text,
  CONSTRAINT "push_delivery_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "push_delivery_workspaceId_notificationId_fkey" FOREIGN KEY ("workspaceId", "notificationId")
    REFERENCES "notification" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "push_delivery_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "push_delivery_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "push_subscription" ("id")
    ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "push_delivery_key" ON "push_delivery" ("workspaceId", "notificationId", "subscriptionId");
CREATE INDEX "push_delivery_due" ON "push_delivery" ("workspaceId", "dueAt") WHERE "state" IN ('waiting', 'sending');
CREATE INDEX "push_delivery_workspaceId_memberId_idx" ON "push_delivery" ("workspaceId", "memberId");
CREATE INDEX "push_delivery_subscriptionId_idx" ON "push_delivery" ("subscriptionId");

ALTER TABLE "push_delivery" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "push_delivery" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "push_delivery" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY sent_by_the_product ON "push_delivery" AS RESTRICTIVE TO parvis_app USING ((SELECT acting_member()) IS NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON "push_delivery" TO parvis_app;
CREATE POLICY dispatch ON "push_delivery" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "state", "dueAt") ON "push_delivery" TO parvis_dispatcher;
