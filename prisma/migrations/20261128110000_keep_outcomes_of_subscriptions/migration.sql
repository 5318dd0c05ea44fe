-- What a network said when it was asked to push a channel's events.

CREATE TABLE "channel_subscription" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  -- The network's name of what it pushes.
  "event" text NOT NULL,
  -- Since when the network has accepted it without a refusal between; null: it refused the last time.
  "acceptedSince" timestamptz(3),
  -- A reason of the connector contract, and the network's own words.
  "refusedReason" text,
  "refusedDetail" text,
  CONSTRAINT "channel_subscription_pkey" PRIMARY KEY ("workspaceId", "channelId", "event"),
  CONSTRAINT "channel_subscription_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "channel_subscription_outcome" CHECK (("acceptedSince" IS NULL) = ("refusedReason" IS NOT NULL)
    AND ("refusedDetail" IS NULL OR "refusedReason" IS NOT NULL))
);

ALTER TABLE "channel_subscription" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_subscription" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "channel_subscription" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY seen_channel ON "channel_subscription" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON "channel_subscription" TO parvis_app;
