-- Notes that mention people and teams, quote a message and can be edited; and what a member is notified of.

ALTER TABLE "note" ADD COLUMN "editedAt" timestamptz(3), ADD COLUMN "quotedMessageId" uuid;
ALTER TABLE "note" ADD CONSTRAINT "note_workspaceId_quotedMessageId_fkey" FOREIGN KEY ("workspaceId", "quotedMessageId")
  REFERENCES "message" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("quotedMessageId") NOT VALID;
CREATE INDEX "note_workspaceId_quotedMessageId_idx" ON "note" ("workspaceId", "quotedMessageId");

-- Who is meant by an @ in a note: a member or a team.
CREATE TABLE "note_mention" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "itemId" uuid NOT NULL,
  "noteId" uuid NOT NULL,
  "memberId" uuid,
  "teamId" uuid,
  CONSTRAINT "note_mention_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "note_mention_names_one" CHECK (num_nonnulls("memberId", "teamId") = 1),
  CONSTRAINT "note_mention_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_mention_workspaceId_noteId_fkey" FOREIGN KEY ("workspaceId", "noteId")
    REFERENCES "note" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_mention_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "note_mention_workspaceId_teamId_fkey" FOREIGN KEY ("workspaceId", "teamId")
    REFERENCES "team" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "note_mention_key" ON "note_mention" ("workspaceId", "noteId", "memberId", "teamId") NULLS NOT DISTINCT;
CREATE INDEX "note_mention_workspaceId_itemId_idx" ON "note_mention" ("workspaceId", "itemId");
CREATE INDEX "note_mention_workspaceId_memberId_idx" ON "note_mention" ("workspaceId", "memberId");
CREATE INDEX "note_mention_workspaceId_teamId_idx" ON "note_mention" ("workspaceId", "teamId");

-- One row per person and thing: nobody is notified twice of one thing.
CREATE TABLE "notification" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "memberId" uuid NOT NULL,
  "kind" text NOT NULL,
  -- The thing: the entry of the item's history, the bulk act, the note, the channel's loss.
  "subjectId" uuid NOT NULL,
  -- Null: several items, or none.
  "itemId" uuid,
  "channelId" uuid,
  "noteId" uuid,
  -- Who caused it; null: the product.
  "actorId" uuid,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "readAt" timestamptz(3),
  CONSTRAINT "notification_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "notification_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "notification_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "notification_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "notification_workspaceId_noteId_fkey" FOREIGN KEY ("workspaceId", "noteId")
    REFERENCES "note" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "notification_workspaceId_actorId_fkey" FOREIGN KEY ("workspaceId", "actorId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "notification_key" ON "notification" ("workspaceId", "memberId", "kind", "subjectId");
CREATE INDEX "notification_workspaceId_memberId_createdAt_idx" ON "notification" ("workspaceId", "memberId", "createdAt" DESC, "id" DESC);
CREATE INDEX "notification_unread" ON "notification" ("workspaceId", "memberId", "itemId") WHERE "readAt" IS NULL;
CREATE INDEX "notification_workspaceId_itemId_idx" ON "notification" ("workspaceId", "itemId");
CREATE INDEX "notification_workspaceId_channelId_idx" ON "notification" ("workspaceId", "channelId");
CREATE INDEX "notification_workspaceId_noteId_idx" ON "notification" ("workspaceId", "noteId");
CREATE INDEX "notification_workspaceId_actorId_idx" ON "notification" ("workspaceId", "actorId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['note_mention', 'notification'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

CREATE POLICY seen_item ON "note_mention" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));

-- A notification is its receiver's own, and is seen while its item and its channel are. Others write it and do not read it.
CREATE POLICY own ON "notification" AS RESTRICTIVE FOR SELECT TO parvis_app
  USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
CREATE POLICY seen_item ON "notification" AS RESTRICTIVE FOR SELECT TO parvis_app
  USING ("itemId" IS NULL OR (SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
CREATE POLICY seen_channel ON "notification" AS RESTRICTIVE FOR SELECT TO parvis_app
  USING ("channelId" IS NULL OR (SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
CREATE POLICY own_update ON "notification" AS RESTRICTIVE FOR UPDATE TO parvis_app
  USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
CREATE POLICY own_delete ON "notification" AS RESTRICTIVE FOR DELETE TO parvis_app
  USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));

SELECT audit_table('note_mention');

-- Open browsers of the receivers hear of it with the commit.
CREATE FUNCTION emit_notifications() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT n."workspaceId", 'notification', array_agg(DISTINCT n."memberId") FROM changed_rows n GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER notified AFTER INSERT ON "notification"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_notifications();
CREATE TRIGGER notification_read AFTER UPDATE ON "notification"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_notifications();
