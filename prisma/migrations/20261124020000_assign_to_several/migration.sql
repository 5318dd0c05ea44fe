-- Several people on one item, each with a part of their own; teams; asking a colleague for an item.

-- Locks ———————————————————————————————————————————————————————————————————————

-- All at once and first, in the order in which the product's statements take them: asked for one after the other behind
-- longer work, the last would not be had while the first keep the product waiting.
LOCK TABLE "workspace", "member" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "item", "item_contributor", "action" IN ACCESS EXCLUSIVE MODE;

-- Teams ———————————————————————————————————————————————————————————————————————

CREATE TABLE "team" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "team_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "team_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "team_name_key" ON "team" ("workspaceId", lower("name"));

CREATE TABLE "team_member" (
  "workspaceId" uuid NOT NULL,
  "teamId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  CONSTRAINT "team_member_pkey" PRIMARY KEY ("workspaceId", "teamId", "memberId"),
  CONSTRAINT "team_member_workspaceId_teamId_fkey" FOREIGN KEY ("workspaceId", "teamId")
    REFERENCES "team" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "team_member_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "team_member_workspaceId_memberId_idx" ON "team_member" ("workspaceId", "memberId");

-- Items ———————————————————————————————————————————————————————————————————————

ALTER TABLE "item"
  -- The team whose queue it is in; a member of the team claims it.
  ADD COLUMN "teamId" uuid,
  -- Since when its owner has it; null without an owner.
  ADD COLUMN "heldSince" timestamptz(3),
  -- When its owner finished the owner's part.
  ADD COLUMN "ownerDoneAt" timestamptz(3),
  -- Whose lease ended, until somebody has the item again.
  ADD COLUMN "lapsedOwnerId" uuid,
  -- False: anyone may close it; true: not before all parts are done.
  ADD COLUMN "needsAll" boolean NOT NULL DEFAULT false,
  -- How many contributors, the approver included, have not finished. On the item's row, so that its lock decides races.
  ADD COLUMN "openParts" smallint NOT NULL DEFAULT 0,
  ADD CONSTRAINT "item_workspaceId_teamId_fkey" FOREIGN KEY ("workspaceId", "teamId")
    REFERENCES "team" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("teamId") NOT VALID,
  ADD CONSTRAINT "item_workspaceId_lapsedOwnerId_fkey" FOREIGN KEY ("workspaceId", "lapsedOwnerId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("lapsedOwnerId") NOT VALID;

ALTER TABLE "item_contributor"
  ADD COLUMN "isApprover" boolean NOT NULL DEFAULT false,
  -- When this person finished; null: it is in their queue.
  ADD COLUMN "doneAt" timestamptz(3);
CREATE UNIQUE INDEX "item_contributor_approver" ON "item_contributor" ("workspaceId", "itemId") WHERE "isApprover";
CREATE INDEX "item_contributor_open" ON "item_contributor" ("workspaceId", "memberId", "statusCode", "lastActivityAt", "itemId")
  WHERE "doneAt" IS NULL;
UPDATE "item" i SET "openParts" = c.parts
FROM (SELECT "workspaceId", "itemId", count(*) AS parts FROM "item_contributor" GROUP BY 1, 2) c
WHERE c."workspaceId" = i."workspaceId" AND c."itemId" = i."id";

-- Keeps the number of open parts, whichever statement changes them.
CREATE FUNCTION item_part_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  part "item_contributor" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  change integer := CASE
    WHEN TG_OP = 'INSERT' THEN (NEW."doneAt" IS NULL)::int
    WHEN TG_OP = 'DELETE' THEN -((OLD."doneAt" IS NULL)::int)
    ELSE (NEW."doneAt" IS NULL)::int - (OLD."doneAt" IS NULL)::int
  END;
BEGIN
  IF change <> 0 THEN
    UPDATE "item" SET "openParts" = "openParts" + change WHERE "workspaceId" = part."workspaceId" AND "id" = part."itemId";
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER part_added AFTER INSERT ON "item_contributor" FOR EACH ROW EXECUTE FUNCTION item_part_changed();
CREATE TRIGGER part_removed AFTER DELETE ON "item_contributor" FOR EACH ROW EXECUTE FUNCTION item_part_changed();
CREATE TRIGGER part_done AFTER UPDATE OF "doneAt" ON "item_contributor" FOR EACH ROW
  WHEN ((OLD."doneAt" IS NULL) <> (NEW."doneAt" IS NULL)) EXECUTE FUNCTION item_part_changed();

-- A process of the version before sets the owner alone.
CREATE FUNCTION item_owner_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."heldSince" := CASE WHEN NEW."ownerId" IS NOT NULL THEN now() END;
  NEW."ownerDoneAt" := NULL;
  NEW."lapsedOwnerId" := CASE WHEN NEW."ownerId" IS NULL THEN NEW."lapsedOwnerId" END;
  RETURN NEW;
END $$;
CREATE TRIGGER item_owner_changed BEFORE UPDATE OF "ownerId" ON "item" FOR EACH ROW
  WHEN (OLD."ownerId" IS DISTINCT FROM NEW."ownerId" AND OLD."heldSince" IS NOT DISTINCT FROM NEW."heldSince")
  EXECUTE FUNCTION item_owner_changed();

-- Whose part a reply finished that also closed the item: it is to do again when the reply is cancelled or fails.
ALTER TABLE "action" ADD COLUMN "finishedPartOf" uuid;

-- Requests ————————————————————————————————————————————————————————————————————

-- A colleague asks the holder for an item. It ends when somebody else holds the item.
CREATE TABLE "item_request" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "holderId" uuid NOT NULL,
  "word" text NOT NULL DEFAULT '',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "item_request_pkey" PRIMARY KEY ("workspaceId", "itemId", "memberId"),
  CONSTRAINT "item_request_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_request_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_request_workspaceId_holderId_fkey" FOREIGN KEY ("workspaceId", "holderId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- A trigger, because its statement sees a request that was committed while the change of the owner waited for the item's lock.
CREATE FUNCTION end_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "item_request" r
  WHERE r."workspaceId" = NEW."workspaceId" AND r."itemId" = NEW."id" AND r."holderId" IS DISTINCT FROM NEW."ownerId";
  RETURN NULL;
END $$;
CREATE TRIGGER end_requests AFTER UPDATE OF "ownerId" ON "item" FOR EACH ROW
  WHEN (OLD."ownerId" IS DISTINCT FROM NEW."ownerId") EXECUTE FUNCTION end_requests();

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['team', 'team_member', 'item_request'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- A request is seen where its item is.
CREATE POLICY seen_item ON "item_request" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));
