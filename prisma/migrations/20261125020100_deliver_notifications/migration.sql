-- Where a member is notified of what, what is muted, and what is sent by email.

-- Null: not decided yet whether and when it is sent.
ALTER TABLE "notification" ADD COLUMN "plannedAt" timestamptz(3);
CREATE INDEX "notification_unplanned" ON "notification" ("workspaceId", "id") WHERE "plannedAt" IS NULL;

-- Only a row that differs from the defaults.
CREATE TABLE "notification_choice" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "kind" text NOT NULL,
  "product" boolean NOT NULL,
  "mail" boolean NOT NULL,
  CONSTRAINT "notification_choice_pkey" PRIMARY KEY ("workspaceId", "memberId", "kind"),
  CONSTRAINT "notification_choice_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

CREATE TABLE "notification_setting" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  -- Minutes of the day; both null: no quiet hours.
  "quietFrom" integer,
  "quietUntil" integer,
  "timeZone" text NOT NULL,
  "digest" text NOT NULL,
  CONSTRAINT "notification_setting_pkey" PRIMARY KEY ("workspaceId", "memberId"),
  CONSTRAINT "notification_setting_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Of these items the member is not notified.
CREATE TABLE "item_mute" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  CONSTRAINT "item_mute_pkey" PRIMARY KEY ("workspaceId", "memberId", "itemId"),
  CONSTRAINT "item_mute_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_mute_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "item_mute_workspaceId_itemId_idx" ON "item_mute" ("workspaceId", "itemId");

-- The email about one notification. Those of one member that are due together are one email.
CREATE TABLE "notification_delivery" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "notificationId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  -- 'waiting', 'sending', 'sent', 'failed', 'dropped' (read meanwhile, or not to be seen any more)
  "state" text NOT NULL DEFAULT 'waiting',
  "dueAt" timestamptz(3) NOT NULL,
  "attempts" integer NOT NULL DEFAULT 0,
  "takenAt" timestamptz(3),
  "error" text,
  CONSTRAINT "notification_delivery_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "notification_delivery_workspaceId_notificationId_fkey" FOREIGN KEY ("workspaceId", "notificationId")
    REFERENCES "notification" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "notification_delivery_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE UNIQUE INDEX "notification_delivery_key" ON "notification_delivery" ("workspaceId", "notificationId");
CREATE INDEX "notification_delivery_due" ON "notification_delivery" ("workspaceId", "dueAt") WHERE "state" IN ('waiting', 'sending');
CREATE INDEX "notification_delivery_workspaceId_memberId_idx" ON "notification_delivery" ("workspaceId", "memberId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['notification_choice', 'notification_setting', 'item_mute', 'notification_delivery'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
  -- What is muted is read where others write: they see that an item is muted for somebody, and change only their own.
  FOREACH name IN ARRAY ARRAY['notification_choice', 'notification_setting'] LOOP
    EXECUTE format('CREATE POLICY own ON %I AS RESTRICTIVE TO parvis_app
      USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()))', name);
  END LOOP;
END $$;
CREATE POLICY seen_item ON "item_mute" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
CREATE POLICY own_insert ON "item_mute" AS RESTRICTIVE FOR INSERT TO parvis_app
  WITH CHECK ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
CREATE POLICY own_delete ON "item_mute" AS RESTRICTIVE FOR DELETE TO parvis_app
  USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()));
CREATE POLICY sent_by_the_product ON "notification_delivery" AS RESTRICTIVE TO parvis_app
  USING ((SELECT acting_member()) IS NULL);

-- For the workers: where something is to be planned or sent.
CREATE POLICY dispatch ON "notification" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "plannedAt") ON "notification" TO parvis_dispatcher;
CREATE POLICY dispatch ON "notification_delivery" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "id", "state", "dueAt") ON "notification_delivery" TO parvis_dispatcher;

-- That a delivery was planned is nothing that a browser shows.
CREATE FUNCTION emit_notifications_read() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT n."workspaceId", 'notification', array_agg(DISTINCT n."memberId")
  FROM changed_rows n JOIN old_rows o USING ("workspaceId", "id")
  WHERE n."readAt" IS DISTINCT FROM o."readAt" GROUP BY 1;
  RETURN NULL;
END $$;
DROP TRIGGER notification_read ON "notification";
CREATE TRIGGER notification_read AFTER UPDATE ON "notification"
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION emit_notifications_read();
