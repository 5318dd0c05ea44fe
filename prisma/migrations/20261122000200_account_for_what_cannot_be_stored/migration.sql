-- How long a text was that had to be cut: its characters as it came; null for one that is whole.
ALTER TABLE "message" ADD COLUMN "cutFrom" INTEGER;

-- Events that a network reported and that could not be stored, each once however often it is read again.
CREATE TABLE "rejected_event" (
  "workspaceId" UUID NOT NULL,
  "id" UUID NOT NULL DEFAULT uuid_v7(),
  "channelId" UUID NOT NULL,
  -- What tells it from others: a hash of its type and id, or of all it says where it has no id.
  "fingerprint" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "externalId" TEXT,
  -- `bad_id`, `malformed`, `not_storable`
  "reason" TEXT NOT NULL,
  "detail" TEXT,
  -- As JSON, cut where it is long; empty once it was erased.
  "event" TEXT NOT NULL,
  "seen" INTEGER NOT NULL DEFAULT 1,
  "firstSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "rejected_event_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "rejected_event_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "rejected_event_once" ON "rejected_event" ("workspaceId", "channelId", "fingerprint");
CREATE INDEX "rejected_event_latest" ON "rejected_event" ("workspaceId", "channelId", "lastSeenAt");
CREATE INDEX "rejected_event_age" ON "rejected_event" ("lastSeenAt");
ALTER TABLE "rejected_event" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "rejected_event" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "rejected_event" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY dispatch ON "rejected_event" TO parvis_dispatcher USING (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON "rejected_event" TO parvis_app;
-- The dispatcher drops old ones and never reads what they say.
GRANT SELECT ("workspaceId", "id", "lastSeenAt"), DELETE ON "rejected_event" TO parvis_dispatcher;

-- What ends in a link or an image is an address of the web, or nothing.
CREATE FUNCTION is_web_address(address text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT address ~* '^https?://[^[:space:]]'
$$;

UPDATE "message" SET "url" = NULL WHERE NOT is_web_address("url");
UPDATE "post" SET "url" = NULL WHERE NOT is_web_address("url");
UPDATE "post" SET "authorAvatarUrl" = NULL WHERE NOT is_web_address("authorAvatarUrl");
UPDATE "post" SET "attachments" = coalesce((
    SELECT jsonb_agg(a - 'previewUrl' || CASE WHEN is_web_address(a ->> 'previewUrl') THEN jsonb_build_object('previewUrl', a -> 'previewUrl') ELSE '{}' END ORDER BY n)
    FROM jsonb_array_elements("attachments") WITH ORDINALITY AS e (a, n) WHERE is_web_address(a ->> 'url')
  ), '[]')
WHERE jsonb_typeof("attachments") = 'array' AND EXISTS (
  SELECT FROM jsonb_array_elements("attachments") AS a
  WHERE is_web_address(a ->> 'url') IS NOT TRUE OR NOT is_web_address(a ->> 'previewUrl'));
UPDATE "action" SET "url" = NULL WHERE NOT is_web_address("url");
UPDATE "attachment" SET "url" = NULL WHERE NOT is_web_address("url");
UPDATE "attachment" SET "previewUrl" = NULL WHERE NOT is_web_address("previewUrl");
UPDATE "identity" SET "avatarUrl" = NULL WHERE NOT is_web_address("avatarUrl");
UPDATE "identity" SET "profileUrl" = NULL WHERE NOT is_web_address("profileUrl");
UPDATE "contact" SET "avatarUrl" = NULL WHERE NOT is_web_address("avatarUrl");
UPDATE "channel" SET "avatarUrl" = NULL WHERE NOT is_web_address("avatarUrl");
UPDATE "channel" SET "profileUrl" = NULL WHERE NOT is_web_address("profileUrl");

ALTER TABLE "message" ADD CONSTRAINT "message_addresses" CHECK (is_web_address("url"));
ALTER TABLE "action" ADD CONSTRAINT "action_addresses" CHECK (is_web_address("url"));
ALTER TABLE "post" ADD CONSTRAINT "post_addresses" CHECK (is_web_address("url") AND is_web_address("authorAvatarUrl"));
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_addresses" CHECK (is_web_address("url") AND is_web_address("previewUrl"));
ALTER TABLE "identity" ADD CONSTRAINT "identity_addresses" CHECK (is_web_address("avatarUrl") AND is_web_address("profileUrl"));
ALTER TABLE "contact" ADD CONSTRAINT "contact_addresses" CHECK (is_web_address("avatarUrl"));
ALTER TABLE "channel" ADD CONSTRAINT "channel_addresses" CHECK (is_web_address("avatarUrl") AND is_web_address("profileUrl"));
