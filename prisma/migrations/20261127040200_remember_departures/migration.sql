-- When a member was last here, and what was theirs then: for what is shown to who comes back.

-- All locks at once and first, in the order in which the product's statements take them.
LOCK TABLE "member", "item" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "member_departure" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  -- When they last touched a key, a pointer or a screen in this workspace, in any browser.
  "seenAt" timestamptz(3) NOT NULL,
  -- They have been away for long enough since `seenAt`, and `leftAt` says so.
  "isAway" boolean NOT NULL DEFAULT false,
  -- The moment since which they are shown what happened; null: they have not left yet.
  "leftAt" timestamptz(3),
  -- Up to which moment they have taken note, and when they said so.
  "acknowledgedUntil" timestamptz(3),
  "acknowledgedAt" timestamptz(3),
  -- Entries and messages that they have taken note of which are hardly older than `acknowledgedUntil`. What was committed after it
  -- with an earlier time is not among them.
  "seenIds" uuid[] NOT NULL DEFAULT '{}',
  CONSTRAINT "member_departure_pkey" PRIMARY KEY ("workspaceId", "memberId"),
  CONSTRAINT "member_departure_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "member_departure_acknowledged" CHECK (("acknowledgedUntil" IS NULL) = ("acknowledgedAt" IS NULL)
    AND ("leftAt" IS NOT NULL OR "acknowledgedAt" IS NULL))
);

-- An item that was a member's when they were last here, or when they left.
CREATE TABLE "departure_item" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  -- It was theirs at `seenAt`.
  "isHeld" boolean NOT NULL,
  -- It was theirs when they left: what happened to it since this moment is shown. Null: they have not left since it is theirs.
  "leftAt" timestamptz(3),
  CONSTRAINT "departure_item_pkey" PRIMARY KEY ("workspaceId", "memberId", "itemId"),
  CONSTRAINT "departure_item_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "departure_item_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "departure_item_counts" CHECK ("isHeld" OR "leftAt" IS NOT NULL)
);
CREATE INDEX "departure_item_workspaceId_itemId_idx" ON "departure_item" ("workspaceId", "itemId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['member_departure', 'departure_item'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    -- Each member's own.
    EXECUTE format('CREATE POLICY own ON %I AS RESTRICTIVE TO parvis_app
      USING ((SELECT acting_member()) IS NULL OR "memberId" = (SELECT acting_member()))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;
CREATE POLICY seen_item ON "departure_item" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
