-- What a channel's calls have cost on each day (UTC), by what they were for: its page says what a day costs, and why.

CREATE TABLE "channel_day_spend" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "day" date NOT NULL,
  -- A `SpendPurpose` of the connector contract.
  "purpose" text NOT NULL,
  -- Millionths of a US dollar.
  "micros" bigint NOT NULL,
  CONSTRAINT "channel_day_spend_pkey" PRIMARY KEY ("workspaceId", "channelId", "day", "purpose"),
  CONSTRAINT "channel_day_spend_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

ALTER TABLE "channel_day_spend" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_day_spend" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "channel_day_spend" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY seen_channel ON "channel_day_spend" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON "channel_day_spend" TO parvis_app;
