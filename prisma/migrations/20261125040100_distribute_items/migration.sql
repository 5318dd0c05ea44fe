-- Automatic distribution of items to the people who are here.

-- All at once and first: asked for one after the other, the locks that foreign keys take would deadlock with the product's work.
LOCK TABLE "workspace", "member", "tag", "item" IN SHARE ROW EXCLUSIVE MODE;

-- Without a row, or switched off: nothing is distributed. Its lock lets one worker at a time distribute in a workspace.
CREATE TABLE "routing_settings" (
  "workspaceId" uuid NOT NULL,
  "isOn" boolean NOT NULL DEFAULT false,
  -- How much of a person's capacity an item of each kind takes.
  "messageWeight" smallint NOT NULL,
  "commentWeight" smallint NOT NULL,
  "reviewWeight" smallint NOT NULL,
  "mentionWeight" smallint NOT NULL,
  -- The capacity of a community manager without one of their own.
  "capacity" smallint NOT NULL,
  -- Whether a contact's items go to whoever had the last one, if that person is here.
  "returnsToLastHandler" boolean NOT NULL,
  "lastCycleAt" timestamptz(3),
  CONSTRAINT "routing_settings_pkey" PRIMARY KEY ("workspaceId"),
  CONSTRAINT "routing_settings_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "routing_settings_weights" CHECK (least("messageWeight", "commentWeight", "reviewWeight", "mentionWeight") > 0)
);

-- What a member takes. Without a row: everything that they see, up to the usual capacity of their role.
CREATE TABLE "routing_profile" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  -- Null: the usual one. 0: nothing is distributed to them.
  "capacity" smallint,
  -- Empty: all of them.
  "languages" text[] NOT NULL DEFAULT '{}',
  "networks" text[] NOT NULL DEFAULT '{}',
  "skills" text[] NOT NULL DEFAULT '{}',
  CONSTRAINT "routing_profile_pkey" PRIMARY KEY ("workspaceId", "memberId"),
  CONSTRAINT "routing_profile_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- A member with such rows takes only items with one of these tags.
CREATE TABLE "routing_profile_tag" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  CONSTRAINT "routing_profile_tag_pkey" PRIMARY KEY ("workspaceId", "memberId", "tagId"),
  CONSTRAINT "routing_profile_tag_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "routing_profile_tag_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "routing_profile_tag_workspaceId_tagId_idx" ON "routing_profile_tag" ("workspaceId", "tagId");

-- An item with this tag goes only to people with this skill.
CREATE TABLE "routing_skill" (
  "workspaceId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  "skill" text NOT NULL,
  CONSTRAINT "routing_skill_pkey" PRIMARY KEY ("workspaceId", "tagId"),
  CONSTRAINT "routing_skill_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Since when an item has waited to be given to somebody: it keeps its turn when its author writes again.
CREATE TABLE "routing_wait" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "since" timestamptz(3) NOT NULL,
  CONSTRAINT "routing_wait_pkey" PRIMARY KEY ("workspaceId", "itemId"),
  CONSTRAINT "routing_wait_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "routing_wait_since" ON "routing_wait" ("workspaceId", "since", "itemId");

-- The latest automatic assignment of an item, and why it went to this person.
CREATE TABLE "item_route" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "routedAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- 'last_handler' or 'most_room'.
  "reason" text NOT NULL,
  "weight" smallint NOT NULL,
  -- What they had before it, and how much they can have.
  "load" integer NOT NULL,
  "capacity" smallint NOT NULL,
  -- How many people could have taken it.
  "candidates" smallint NOT NULL,
  CONSTRAINT "item_route_pkey" PRIMARY KEY ("workspaceId", "itemId"),
  CONSTRAINT "item_route_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_route_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "item_route_workspaceId_memberId_idx" ON "item_route" ("workspaceId", "memberId");

-- Since when nobody has seen an open browser of a member who takes items.
CREATE TABLE "routing_absence" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "since" timestamptz(3) NOT NULL,
  CONSTRAINT "routing_absence_pkey" PRIMARY KEY ("workspaceId", "memberId"),
  CONSTRAINT "routing_absence_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['routing_settings', 'routing_profile', 'routing_profile_tag', 'routing_skill',
    'routing_wait', 'item_route', 'routing_absence'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
  -- What is said of an item is seen where the item is.
  FOREACH name IN ARRAY ARRAY['routing_wait', 'item_route'] LOOP
    EXECUTE format('CREATE POLICY seen_item ON %I AS RESTRICTIVE TO parvis_app
      USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"))', name);
  END LOOP;
END $$;
SELECT audit_table(name) FROM unnest(ARRAY['routing_settings', 'routing_profile', 'routing_profile_tag', 'routing_skill']) AS name;

-- Which workspaces have something to distribute.
CREATE POLICY dispatch ON "routing_settings" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ("workspaceId", "isOn", "lastCycleAt") ON "routing_settings" TO parvis_dispatcher;
