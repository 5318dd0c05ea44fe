-- How leads want something to be answered, from when until when.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "workspace", "member", "channel", "post", "tag" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "action", "draft" IN ACCESS EXCLUSIVE MODE;

-- It holds for one of these: the items under a post, those with a tag, those whose messages have a word, or those of a channel.
CREATE TABLE "guidance" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "postId" uuid,
  "tagId" uuid,
  -- Any of these words or phrases; empty: it is not about words.
  "words" text[] NOT NULL DEFAULT '{}',
  -- The post's channel, too.
  "channelId" uuid,
  -- One half may be missing (empty), not both.
  "fr" text NOT NULL DEFAULT '',
  "en" text NOT NULL DEFAULT '',
  "startsAt" timestamptz(3) NOT NULL,
  -- Null: until somebody withdraws it.
  "endsAt" timestamptz(3),
  -- Raised by every change, and by the withdrawal.
  "version" integer NOT NULL DEFAULT 1,
  "withdrawnAt" timestamptz(3),
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "guidance_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "guidance_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "guidance_workspaceId_postId_fkey" FOREIGN KEY ("workspaceId", "postId")
    REFERENCES "post" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guidance_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guidance_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guidance_is_about_one" CHECK (
    num_nonnulls("postId", "tagId") + (cardinality("words") > 0)::int + ("channelId" IS NOT NULL AND "postId" IS NULL)::int = 1
    AND ("postId" IS NULL OR "channelId" IS NOT NULL)),
  CONSTRAINT "guidance_says_something" CHECK ("fr" <> '' OR "en" <> ''),
  CONSTRAINT "guidance_ends_after_its_start" CHECK ("endsAt" > "startsAt")
);
CREATE INDEX "guidance_workspaceId_postId_idx" ON "guidance" ("workspaceId", "postId");
CREATE INDEX "guidance_workspaceId_tagId_idx" ON "guidance" ("workspaceId", "tagId");
CREATE INDEX "guidance_workspaceId_channelId_idx" ON "guidance" ("workspaceId", "channelId");

-- What it said, version by version.
CREATE TABLE "guidance_version" (
  "workspaceId" uuid NOT NULL,
  "guidanceId" uuid NOT NULL,
  "version" integer NOT NULL,
  -- 'created', 'changed', 'withdrawn'
  "act" text NOT NULL,
  "words" text[] NOT NULL,
  "fr" text NOT NULL,
  "en" text NOT NULL,
  "startsAt" timestamptz(3) NOT NULL,
  "endsAt" timestamptz(3),
  "memberId" uuid,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "guidance_version_pkey" PRIMARY KEY ("workspaceId", "guidanceId", "version"),
  CONSTRAINT "guidance_version_workspaceId_guidanceId_fkey" FOREIGN KEY ("workspaceId", "guidanceId")
    REFERENCES "guidance" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guidance_version_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("memberId")
);

-- Which guidance its author had read: `id:version`, one after the other; null where that is not known.
ALTER TABLE "action" ADD COLUMN "guidance" text;
ALTER TABLE "draft" ADD COLUMN "guidance" text;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['guidance', 'guidance_version'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
    PERFORM audit_table(name);
  END LOOP;
END $$;

-- Guidance about a channel or one of its posts is seen where the channel is, and its versions with it.
CREATE POLICY seen_channel ON "guidance" AS RESTRICTIVE TO parvis_app
  USING ("channelId" IS NULL OR (SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
CREATE POLICY seen_guidance ON "guidance_version" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR EXISTS (SELECT FROM "guidance" g
    WHERE g."workspaceId" = "guidance_version"."workspaceId" AND g."id" = "guidance_version"."guidanceId"));
