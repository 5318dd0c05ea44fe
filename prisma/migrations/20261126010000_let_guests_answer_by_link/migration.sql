-- Links by which somebody without a seat approves one reply, or answers one question.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "workspace" IN ACCESS EXCLUSIVE MODE;
LOCK TABLE "member" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "channel", "identity", "post", "item", "message", "attachment", "action", "approval", "note" IN ACCESS EXCLUSIVE MODE;

-- What guests read is read in a role of its own, which sees the one item of the link and, of its tables, what the page shows.
DO $$ BEGIN
  BEGIN
    CREATE ROLE parvis_guest NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT parvis_guest TO %I', current_user);
  EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'parvis_guest is granted already';
  END;
END $$;
GRANT USAGE ON SCHEMA public TO parvis_guest;

-- One link, for one named guest and one answer.
CREATE TABLE "guest_link" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  -- The reply that is to be approved; null: a question is to be answered.
  "actionId" uuid,
  "question" text NOT NULL DEFAULT '',
  -- Who made it and answers for it: it shows what this member sees, and ends when that ends.
  "memberId" uuid NOT NULL,
  "guestName" text NOT NULL,
  "email" text,
  "language" text NOT NULL,
  "tokenHash" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "expiresAt" timestamptz(3) NOT NULL,
  "openedAt" timestamptz(3),
  "revokedAt" timestamptz(3),
  "answeredAt" timestamptz(3),
  "answer" text,
  CONSTRAINT "guest_link_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "guest_link_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guest_link_workspaceId_actionId_fkey" FOREIGN KEY ("workspaceId", "actionId")
    REFERENCES "action" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guest_link_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "guest_link_asks" CHECK (("actionId" IS NULL) = ("question" <> '')),
  CONSTRAINT "guest_link_answer" CHECK (
    ("answer" IS NULL) = ("answeredAt" IS NULL)
    AND ("answer" IS NULL OR "answer" = 'noted' AND "actionId" IS NULL
      OR "answer" IN ('approved', 'sent_back') AND "actionId" IS NOT NULL))
);
CREATE UNIQUE INDEX "guest_link_workspaceId_tokenHash_key" ON "guest_link" ("workspaceId", "tokenHash");
CREATE INDEX "guest_link_workspaceId_itemId_idx" ON "guest_link" ("workspaceId", "itemId");

-- The guest whose decision, or whose answer, it is. The member is then the one who made the link.
ALTER TABLE "approval" ADD COLUMN "guestLinkId" uuid,
  ADD CONSTRAINT "approval_workspaceId_guestLinkId_fkey" FOREIGN KEY ("workspaceId", "guestLinkId")
    REFERENCES "guest_link" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("guestLinkId");
ALTER TABLE "note" ADD COLUMN "guestLinkId" uuid,
  ADD CONSTRAINT "note_workspaceId_guestLinkId_fkey" FOREIGN KEY ("workspaceId", "guestLinkId")
    REFERENCES "guest_link" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE;

ALTER TABLE "guest_link" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "guest_link" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "guest_link" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
-- A link is seen where its item is.
CREATE POLICY seen_item ON "guest_link" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
GRANT SELECT, INSERT, UPDATE, DELETE ON "guest_link" TO parvis_app;
SELECT audit_table('guest_link');

-- What a guest has answered stays as it was: no member changes it.
CREATE FUNCTION keep_guest_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the answer of a guest cannot be changed';
END $$;
CREATE TRIGGER keep_guest_answer BEFORE UPDATE OF "text", "guestLinkId" ON "note" FOR EACH ROW
  WHEN (OLD."guestLinkId" IS NOT NULL AND nullif(current_setting('app.member_id', true), '') IS NOT NULL
    AND (OLD."text", OLD."guestLinkId") IS DISTINCT FROM (NEW."text", NEW."guestLinkId"))
  EXECUTE FUNCTION keep_guest_answer();

-- The entry of guests ————————————————————————————————————————————————————————

CREATE FUNCTION guest_item_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.guest_item_id', true), '')::uuid $$;
CREATE FUNCTION guest_link_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
  $$ SELECT nullif(current_setting('app.guest_link_id', true), '')::uuid $$;

/* Enters a workspace by a link, until the transaction ends. To read, in the role of guests, which sees the item of an open
   link and nothing else. To answer (`acts`), with the sight of the member who made the link, narrowed to the item's channel.
   Who made it must still see the item. A link that is not open opens nothing. */
CREATE FUNCTION enter_as_guest(workspace uuid, hash text, acts boolean,
  OUT "state" text, OUT "linkId" uuid, OUT "itemId" uuid, OUT "actionId" uuid, OUT "memberId" uuid, OUT "role" text)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  given "guest_link";
  item_channel uuid;
BEGIN
  PERFORM set_config('role', 'parvis_app', true), set_config('app.workspace_id', workspace::text, true);
  SELECT * INTO given FROM "guest_link" g WHERE g."workspaceId" = workspace AND g."tokenHash" = hash;
  SELECT i."channelId" INTO item_channel FROM "item" i WHERE i."workspaceId" = workspace AND i."id" = given."itemId"
    AND member_sees_item(workspace, given."memberId", i."channelId", i."confidentialTo");
  SELECT m."role"::text INTO "role" FROM "member" m
    WHERE m."workspaceId" = workspace AND m."id" = given."memberId" AND m."removedAt" IS NULL;
  "state" := CASE
    WHEN given."id" IS NULL THEN 'unknown'
    WHEN given."answeredAt" IS NOT NULL THEN 'answered'
    WHEN given."revokedAt" IS NOT NULL THEN 'revoked'
    WHEN given."expiresAt" <= clock_timestamp() THEN 'expired'
    WHEN item_channel IS NULL OR "role" IS NULL THEN 'ended'
    ELSE 'open'
  END;
  "linkId" := given."id";
  "itemId" := given."itemId";
  "actionId" := given."actionId";
  "memberId" := given."memberId";
  IF acts AND "state" = 'open' THEN
    PERFORM enter_as_member(workspace, given."memberId");
    PERFORM set_config('app.channel_ids', ARRAY[item_channel]::text, true);
  ELSE
    PERFORM set_config('role', 'parvis_guest', true), set_config('app.guest_link_id', coalesce(given."id"::text, ''), true),
      set_config('app.guest_item_id', CASE WHEN "state" = 'open' THEN given."itemId"::text ELSE '' END, true);
  END IF;
END $$;

GRANT SELECT ("workspaceId", "id", "actionId", "question", "guestName", "language", "expiresAt", "openedAt", "answer")
  ON "guest_link" TO parvis_guest;
GRANT SELECT ("id", "name", "hue") ON "workspace" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "channelId", "network", "kind", "postId") ON "item" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "name", "handle") ON "channel" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "name", "handle") ON "identity" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "text", "authorName", "attachments", "createdAt", "deletedAt") ON "post" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "itemId", "direction", "isPrivate", "externalId", "identityId", "text", "language", "rating",
  "editedAt", "textChangedAt", "deletedAt", "erasedAt", "createdAt") ON "message" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "messageId", "position", "kind", "altText", "bytes")
  ON "attachment" TO parvis_guest;
GRANT SELECT ("workspaceId", "id", "itemId", "channelId", "kind", "state", "messageId", "targetId") ON "action" TO parvis_guest;

CREATE POLICY by_link ON "guest_link" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "id" = (SELECT guest_link_id()));
CREATE POLICY by_link ON "workspace" FOR SELECT TO parvis_guest
  USING ("id" = current_workspace() AND (SELECT guest_link_id()) IS NOT NULL);
CREATE POLICY by_link ON "item" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "id" = (SELECT guest_item_id()));
CREATE POLICY by_link ON "message" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "itemId" = (SELECT guest_item_id()));
CREATE POLICY by_link ON "action" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "itemId" = (SELECT guest_item_id()));
CREATE POLICY by_link ON "attachment" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND EXISTS (SELECT FROM "message" m
    WHERE m."workspaceId" = "attachment"."workspaceId" AND m."id" = "attachment"."messageId"));
CREATE POLICY by_link ON "post" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "id" = (SELECT i."postId" FROM "item" i WHERE i."id" = guest_item_id()));
CREATE POLICY by_link ON "channel" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND "id" = (SELECT i."channelId" FROM "item" i WHERE i."id" = guest_item_id()));
CREATE POLICY by_link ON "identity" FOR SELECT TO parvis_guest
  USING ("workspaceId" = current_workspace() AND EXISTS (SELECT FROM "message" m
    WHERE m."workspaceId" = "identity"."workspaceId" AND m."identityId" = "identity"."id"));
