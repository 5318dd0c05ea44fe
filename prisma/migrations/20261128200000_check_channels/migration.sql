-- Checks of a channel on the real account: what was read, what the network refused, and what was found out.

ALTER TABLE "channel"
  -- When it was last checked by itself; null: due.
  ADD COLUMN "checkedAt" timestamptz(3),
  -- The shortest pause between pulls, in milliseconds, that what is left of a quota allows today; null: any.
  ADD COLUMN "quotaPaceMs" integer;

CREATE TABLE "channel_check" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "channelId" uuid NOT NULL,
  -- Begun by Parvis itself and not by a member: it spends no money.
  "isAutomatic" boolean NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "finishedAt" timestamptz(3),
  -- How often a worker has begun it: one that dies leaves it to another.
  "attempts" smallint NOT NULL DEFAULT 0,
  "leaseId" uuid,
  "leaseUntil" timestamptz(3),
  CONSTRAINT "channel_check_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "channel_check_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
-- A channel is checked once at a time.
CREATE UNIQUE INDEX "channel_check_unfinished" ON "channel_check" ("workspaceId", "channelId") WHERE "finishedAt" IS NULL;
CREATE INDEX "channel_check_latest" ON "channel_check" ("workspaceId", "channelId", "createdAt");
CREATE INDEX "channel_check_waiting" ON "channel_check" ("leaseUntil" NULLS FIRST) WHERE "finishedAt" IS NULL;

CREATE TABLE "channel_check_line" (
  "workspaceId" uuid NOT NULL,
  "checkId" uuid NOT NULL,
  "position" smallint NOT NULL,
  -- `sign_in`, `scope`, `read`, `event`, `webhook`, `quota`, `budget`
  "kind" text NOT NULL,
  -- The network's name of what is checked.
  "name" text NOT NULL,
  -- The kinds of item that do not come without it.
  "itemKinds" text[] NOT NULL DEFAULT '{}',
  -- `passed`, `failed`, `unknown`; null while it waits.
  "outcome" text,
  "reason" text,
  -- The network's own words, without secrets.
  "detail" text,
  -- Of a quota: what the schedule uses of it, how much it is, and by how many channels it is shared.
  "needed" double precision,
  "available" double precision,
  "channels" integer,
  "tookMs" integer,
  CONSTRAINT "channel_check_line_pkey" PRIMARY KEY ("workspaceId", "checkId", "position"),
  CONSTRAINT "channel_check_line_workspaceId_checkId_fkey" FOREIGN KEY ("workspaceId", "checkId")
    REFERENCES "channel_check" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "channel_check_line_outcome" CHECK ("outcome" IN ('passed', 'failed', 'unknown')),
  CONSTRAINT "channel_check_line_detail" CHECK (length("detail") <= 1000)
);

-- What a check has found out about the network, so that every worker begins with it.
CREATE TABLE "channel_finding" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "name" text NOT NULL,
  "value" text NOT NULL,
  "foundAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "channel_finding_pkey" PRIMARY KEY ("workspaceId", "channelId", "name"),
  CONSTRAINT "channel_finding_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- A member writes from another account, and sees when it came and by which way.
CREATE TABLE "channel_trial" (
  "workspaceId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "startedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "arrivedAt" timestamptz(3),
  -- When it was written, by the network's clock.
  "writtenAt" timestamptz(3),
  -- `push` or `poll`
  "way" text,
  "itemKind" text,
  CONSTRAINT "channel_trial_pkey" PRIMARY KEY ("workspaceId", "channelId"),
  CONSTRAINT "channel_trial_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "channel_trial_arrival" CHECK (("arrivedAt" IS NULL) = ("way" IS NULL)
    AND ("arrivedAt" IS NULL) = ("writtenAt" IS NULL) AND "way" IN ('push', 'poll'))
);

ALTER TABLE "channel_check" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_check" FORCE ROW LEVEL SECURITY;
ALTER TABLE "channel_check_line" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_check_line" FORCE ROW LEVEL SECURITY;
ALTER TABLE "channel_finding" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_finding" FORCE ROW LEVEL SECURITY;
ALTER TABLE "channel_trial" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "channel_trial" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "channel_check" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY in_workspace ON "channel_check_line" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY in_workspace ON "channel_finding" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY in_workspace ON "channel_trial" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY seen_channel ON "channel_check" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
CREATE POLICY seen_channel ON "channel_check_line" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR EXISTS (SELECT true FROM "channel_check" c
    WHERE c."workspaceId" = "channel_check_line"."workspaceId" AND c."id" = "channel_check_line"."checkId"));
CREATE POLICY seen_channel ON "channel_finding" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
CREATE POLICY seen_channel ON "channel_trial" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON "channel_check", "channel_check_line", "channel_finding", "channel_trial" TO parvis_app;

CREATE POLICY dispatch ON "channel_check" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "channelId", "finishedAt", "leaseUntil") ON "channel_check" TO parvis_dispatcher;
GRANT SELECT ("checkedAt", "pullEveryMs", "network", "networkAppId") ON "channel" TO parvis_dispatcher;
