-- What a channel may do, how far its history was read, what it costs, and when it was silent beyond its habit.
ALTER TABLE "channel"
  ADD COLUMN "rights" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "backfillReachedAt" TIMESTAMPTZ(3),
  ADD COLUMN "lastWebhookAt" TIMESTAMPTZ(3),
  ADD COLUMN "subscribedAt" TIMESTAMPTZ(3),
  ADD COLUMN "accessCheckedAt" TIMESTAMPTZ(3),
  ADD COLUMN "monthlyBudgetMicros" BIGINT,
  ADD COLUMN "silentSince" TIMESTAMPTZ(3),
  ADD COLUMN "networkAppId" UUID;
ALTER TABLE "channel_credential"
  ADD COLUMN "expiresAt" TIMESTAMPTZ(3),
  ADD COLUMN "refreshAt" TIMESTAMPTZ(3),
  ADD COLUMN "leaseId" UUID,
  ADD COLUMN "leaseUntil" TIMESTAMPTZ(3);
CREATE INDEX "credential_refresh" ON "channel_credential" ("refreshAt") WHERE "refreshAt" IS NOT NULL;
ALTER TABLE "message" ADD COLUMN "erasedAt" TIMESTAMPTZ(3), ADD COLUMN "checkedAt" TIMESTAMPTZ(3);
ALTER TABLE "identity" ADD COLUMN "erasedAt" TIMESTAMPTZ(3), ADD COLUMN "readAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now();
CREATE INDEX "message_identity" ON "message" ("workspaceId", "identityId") WHERE "identityId" IS NOT NULL;
ALTER TABLE "attachment" ADD COLUMN "isEphemeral" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "post" ADD COLUMN "variant" TEXT;
ALTER TABLE "workspace" ADD COLUMN "isDemo" BOOLEAN NOT NULL DEFAULT false;
ALTER TYPE "DeliveryState" ADD VALUE IF NOT EXISTS 'unreadable';

-- A workspace's own app at a network, in place of the operator's.
CREATE TABLE "network_app" (
  "workspaceId" UUID NOT NULL,
  "id" UUID NOT NULL DEFAULT uuid_v7(),
  "network" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "network_app_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "network_app_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "network_app_workspaceId_network_key" ON "network_app" ("workspaceId", "network");
ALTER TABLE "channel" ADD CONSTRAINT "channel_workspaceId_networkAppId_fkey" FOREIGN KEY ("workspaceId", "networkAppId")
  REFERENCES "network_app" ("workspaceId", "id") ON DELETE SET NULL ("networkAppId") ON UPDATE CASCADE;

-- A member's way through a network's own sign-in, and the accounts it brought to choose from.
CREATE TABLE "connect_attempt" (
  "workspaceId" UUID NOT NULL,
  "id" UUID NOT NULL DEFAULT uuid_v7(),
  "memberId" UUID NOT NULL,
  "network" TEXT NOT NULL,
  "channelId" UUID,
  "stateHash" TEXT NOT NULL,
  "keyId" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "answeredAt" TIMESTAMPTZ(3),
  "failure" TEXT,
  CONSTRAINT "connect_attempt_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "connect_attempt_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "connect_attempt_workspaceId_stateHash_key" ON "connect_attempt" ("workspaceId", "stateHash");
CREATE INDEX "connect_attempt_expires" ON "connect_attempt" ("expiresAt");

-- What was missed, why, and when it was read after all.
CREATE TABLE "channel_gap" (
  "workspaceId" UUID NOT NULL,
  "id" UUID NOT NULL DEFAULT uuid_v7(),
  "channelId" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "fromAt" TIMESTAMPTZ(3) NOT NULL,
  "untilAt" TIMESTAMPTZ(3),
  "postId" UUID,
  "messages" INTEGER NOT NULL DEFAULT 0,
  "foundAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "triedAt" TIMESTAMPTZ(3),
  "filledAt" TIMESTAMPTZ(3),
  CONSTRAINT "channel_gap_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "channel_gap_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX "channel_gap_latest" ON "channel_gap" ("workspaceId", "channelId", "foundAt");
CREATE UNIQUE INDEX "channel_gap_open" ON "channel_gap" ("workspaceId", "channelId", "reason", coalesce("postId", '00000000-0000-0000-0000-000000000000'::uuid)) WHERE "filledAt" IS NULL;

-- What a channel's calls have cost, by calendar month (UTC).
CREATE TABLE "channel_spend" (
  "workspaceId" UUID NOT NULL,
  "channelId" UUID NOT NULL,
  "month" DATE NOT NULL,
  "micros" BIGINT NOT NULL,
  CONSTRAINT "channel_spend_pkey" PRIMARY KEY ("workspaceId", "channelId", "month"),
  CONSTRAINT "channel_spend_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- When a delivery that could not be read at the network is taken up again, or given up by a worker that went silent.
ALTER TABLE "webhook_delivery" ADD COLUMN "nextAt" TIMESTAMPTZ(3);
CREATE INDEX "delivery_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "receivedAt", "id");
CREATE INDEX "delivery_waiting_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "receivedAt", "id") WHERE "state" = 'received';
-- Failed and unreadable ones: few, and counted on the channel's page.
CREATE INDEX "delivery_troubled_of_channel" ON "webhook_delivery" ("workspaceId", "channelId", "state") WHERE "state" NOT IN ('received', 'processed');

-- Whose account a delivery tells of.
CREATE INDEX "channel_account" ON "channel" ("network", "externalId");
-- What the networks' terms ask to be looked at again, or erased. `checkedAt` is null where they ask nothing.
CREATE INDEX "message_to_check" ON "message" ("workspaceId", "channelId", "checkedAt") WHERE "checkedAt" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "message_to_erase" ON "message" ("workspaceId", "channelId") WHERE "deletedAt" IS NOT NULL AND "erasedAt" IS NULL;
CREATE INDEX "identity_to_erase" ON "identity" ("workspaceId", "network", "readAt") WHERE "erasedAt" IS NULL;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['network_app', 'connect_attempt', 'channel_gap', 'channel_spend'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['network_app', 'connect_attempt', 'channel_credential', 'channel_gap'] LOOP
    EXECUTE format('CREATE POLICY dispatch ON %I TO parvis_dispatcher USING (true)', name);
  END LOOP;
END $$;

-- The dispatcher knows which account is whose, so that a delivery finds its channels; and writes it there unread.
GRANT SELECT ("externalId", "networkAppId", "accessCheckedAt", "subscribedAt", "lastMessageAt", "silentSince", "createdAt", "backfilledAt", "limitedUntil", "failedPulls") ON "channel" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "network") ON "network_app" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "stateHash", "expiresAt"), DELETE ON "connect_attempt" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "channelId", "refreshAt", "leaseUntil") ON "channel_credential" TO parvis_dispatcher;
GRANT SELECT ("workspaceId", "id", "channelId", "reason", "foundAt", "triedAt", "filledAt") ON "channel_gap" TO parvis_dispatcher;
GRANT SELECT ("channelId", "nextAt", "processedAt"), INSERT, DELETE ON "webhook_delivery" TO parvis_dispatcher;

-- Outside the tenants ————————————————————————————————————————————————————————

-- How much of a network's limits is used, by all workers together.
CREATE TABLE "allowance_use" (
  "key" TEXT NOT NULL,
  "used" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "max" DOUBLE PRECISION,
  "resetAt" TIMESTAMPTZ(3) NOT NULL,
  "closedUntil" TIMESTAMPTZ(3),
  CONSTRAINT "allowance_use_pkey" PRIMARY KEY ("key")
);

-- A genuine delivery that named no account we know, or could not be read so far as to tell whose it is.
CREATE TABLE "unrouted_delivery" (
  "id" UUID NOT NULL DEFAULT uuid_v7(),
  "network" TEXT NOT NULL,
  "headers" JSONB NOT NULL,
  "body" TEXT NOT NULL,
  "reason" TEXT NOT NULL,
  "networkAppId" UUID,
  "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "unrouted_delivery_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "unrouted_delivery_latest" ON "unrouted_delivery" ("receivedAt");

-- A person's wish to be forgotten, passed on by a network.
CREATE TABLE "erasure_request" (
  "code" TEXT NOT NULL,
  "network" TEXT NOT NULL,
  "externalIds" TEXT[] NOT NULL,
  "requestedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "doneAt" TIMESTAMPTZ(3),
  CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("code")
);
CREATE INDEX "erasure_request_open" ON "erasure_request" ("requestedAt") WHERE "doneAt" IS NULL;
