CREATE UNLOGGED TABLE "worker_heartbeat" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "worker_heartbeat_pkey" PRIMARY KEY ("id")
);

-- A deletion can arrive before the message it deletes: it waits here.
CREATE TABLE "tombstone" (
    "workspaceId" UUID NOT NULL,
    "channelId" UUID NOT NULL,
    "externalId" TEXT NOT NULL,
    "deletedAt" TIMESTAMPTZ(3) NOT NULL,
    CONSTRAINT "tombstone_pkey" PRIMARY KEY ("workspaceId", "channelId", "externalId"),
    CONSTRAINT "tombstone_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
      REFERENCES "channel" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
ALTER TABLE "tombstone" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "tombstone" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "tombstone" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE, DELETE ON "tombstone" TO parvis_app;

-- The brand's own further posts in a thread are context, and count among the replies that a network reports.
ALTER TABLE "post" ADD COLUMN "parentExternalId" TEXT;
CREATE INDEX "item_workspaceId_postId_idx" ON "item" ("workspaceId", "postId") WHERE "postId" IS NOT NULL;

-- An attempt's end is unknown: look on the network before sending again.
ALTER TABLE "action" ADD COLUMN "lookFirst" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "channel" ADD COLUMN "comparedAt" TIMESTAMPTZ(3);
ALTER TABLE "channel" ADD COLUMN "unreadableKinds" JSONB NOT NULL DEFAULT '{}';

-- Clearing up needs to see when rows were made, not what they hold.
CREATE POLICY dispatch ON "attachment" TO parvis_dispatcher USING ("messageId" IS NULL);
GRANT SELECT ("workspaceId", "id", "messageId", "createdAt"), DELETE ON "attachment" TO parvis_dispatcher;
CREATE POLICY dispatch ON "tombstone" TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "deletedAt"), DELETE ON "tombstone" TO parvis_dispatcher;
