-- Replies that somebody approves before they are sent.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "workspace", "member", "channel", "team", "tag" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "item", "action" IN ACCESS EXCLUSIVE MODE;

-- Which replies wait for an approval. Each condition narrows the rule; without one it holds for every reply.
CREATE TABLE "approval_rule" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "channelId" uuid,
  "tagId" uuid,
  "kind" "ItemKind",
  -- The item has at most this many stars.
  "maxRating" smallint,
  "authorId" uuid,
  "authorRole" "Role",
  -- Who joined at most so many days ago, or has sent fewer replies than that. With both: either makes a member new.
  "newDays" integer,
  "newReplies" integer,
  -- Who approves besides leads and admins.
  "approverId" uuid,
  "approverTeamId" uuid,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "approval_rule_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "approval_rule_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "approval_rule_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "approval_rule_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "approval_rule_workspaceId_authorId_fkey" FOREIGN KEY ("workspaceId", "authorId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "approval_rule_workspaceId_approverId_fkey" FOREIGN KEY ("workspaceId", "approverId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("approverId"),
  CONSTRAINT "approval_rule_workspaceId_approverTeamId_fkey" FOREIGN KEY ("workspaceId", "approverTeamId")
    REFERENCES "team" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("approverTeamId")
);

-- A reply that was asked to be approved, and what became of it.
CREATE TABLE "approval" (
  "workspaceId" uuid NOT NULL,
  "actionId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "askedAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- When leads were told that the reply window closes soon.
  "escalatedAt" timestamptz(3),
  -- Of exactly what was approved (text, attachments, target, channel); null: not approved.
  "digest" text,
  -- The member who approved or sent back.
  "deciderId" uuid,
  "decidedAt" timestamptz(3),
  -- What whoever sent it back wrote.
  "word" text NOT NULL DEFAULT '',
  CONSTRAINT "approval_pkey" PRIMARY KEY ("workspaceId", "actionId"),
  CONSTRAINT "approval_workspaceId_actionId_fkey" FOREIGN KEY ("workspaceId", "actionId")
    REFERENCES "action" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "approval_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "approval_workspaceId_deciderId_fkey" FOREIGN KEY ("workspaceId", "deciderId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("deciderId")
);
CREATE INDEX "approval_open" ON "approval" ("workspaceId", "itemId") WHERE "digest" IS NULL AND "escalatedAt" IS NULL;

-- How many of the item's replies wait. On the item's row, so that its lists and its number need no other table.
ALTER TABLE "item" ADD COLUMN "awaitingApprovals" smallint NOT NULL DEFAULT 0;
-- What may be on the network already is looked for there first: it never waits to be sent.
ALTER TABLE "action" ADD CONSTRAINT "action_waits_unsent" CHECK ("state" <> 'awaiting_approval' OR NOT "lookFirst") NOT VALID;

CREATE FUNCTION item_approval_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  waiting "action" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  change integer := CASE
    WHEN TG_OP = 'INSERT' THEN 1
    WHEN TG_OP = 'DELETE' THEN -1
    WHEN NEW."state" = 'awaiting_approval' THEN 1
    ELSE -1
  END;
BEGIN
  UPDATE "item" SET "awaitingApprovals" = "awaitingApprovals" + change
  WHERE "workspaceId" = waiting."workspaceId" AND "id" = waiting."itemId";
  RETURN NULL;
END $$;
CREATE TRIGGER approval_asked AFTER INSERT ON "action" FOR EACH ROW
  WHEN (NEW."state" = 'awaiting_approval') EXECUTE FUNCTION item_approval_changed();
CREATE TRIGGER approval_changed AFTER UPDATE OF "state" ON "action" FOR EACH ROW
  WHEN ((OLD."state" = 'awaiting_approval') <> (NEW."state" = 'awaiting_approval'))
  EXECUTE FUNCTION item_approval_changed();
CREATE TRIGGER approval_removed AFTER DELETE ON "action" FOR EACH ROW
  WHEN (OLD."state" = 'awaiting_approval') EXECUTE FUNCTION item_approval_changed();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['approval_rule', 'approval'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
    PERFORM audit_table(name);
  END LOOP;
END $$;

-- A rule about a channel is seen where the channel is.
CREATE POLICY seen_channel ON "approval_rule" AS RESTRICTIVE TO parvis_app
  USING ("channelId" IS NULL OR (SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
-- An approval is seen where its item is.
CREATE POLICY seen_item ON "approval" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));

-- To find the workspaces in which a reply may have to be escalated.
CREATE POLICY dispatch ON "approval" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "itemId", "digest", "escalatedAt") ON "approval" TO parvis_dispatcher;
