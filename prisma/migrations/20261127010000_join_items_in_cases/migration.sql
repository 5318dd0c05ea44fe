-- Items of one matter, joined in a case: one title, owner, deadline and thread of notes. Each item stays where it is.

-- All at once and first: what follows needs these locks.
LOCK TABLE "workspace", "member" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "item", "note" IN ACCESS EXCLUSIVE MODE;

CREATE TABLE "item_case" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "title" text NOT NULL,
  "ownerId" uuid,
  -- By when the team wants it done. The networks' windows stay those of the items.
  "dueAt" timestamptz(3),
  "closedAt" timestamptz(3),
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  -- Raised by every change of the case itself: of two changes at once, the second is refused.
  "version" integer NOT NULL DEFAULT 1,
  CONSTRAINT "item_case_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "item_case_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "item_case_workspaceId_ownerId_fkey" FOREIGN KEY ("workspaceId", "ownerId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "item_case_title_is_given" CHECK ("title" <> '')
);
CREATE INDEX "item_case_open" ON "item_case" ("workspaceId", "createdAt") WHERE "closedAt" IS NULL;
CREATE INDEX "item_case_workspaceId_ownerId_idx" ON "item_case" ("workspaceId", "ownerId");

-- A column, not a table of pairs: so an item is in one case at most.
ALTER TABLE "item" ADD COLUMN "caseId" uuid;
ALTER TABLE "item" ADD CONSTRAINT "item_workspaceId_caseId_fkey" FOREIGN KEY ("workspaceId", "caseId")
  REFERENCES "item_case" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("caseId");
CREATE INDEX "item_of_case" ON "item" ("workspaceId", "caseId") WHERE "caseId" IS NOT NULL;

-- A note for the whole case is read on each of its items.
ALTER TABLE "note" ADD COLUMN "caseId" uuid;
ALTER TABLE "note" ADD CONSTRAINT "note_workspaceId_caseId_fkey" FOREIGN KEY ("workspaceId", "caseId")
  REFERENCES "item_case" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("caseId");
CREATE INDEX "note_of_case" ON "note" ("workspaceId", "caseId") WHERE "caseId" IS NOT NULL;

-- Two items that somebody said do not belong together: they are not suggested again. The smaller id first.
CREATE TABLE "case_dismissal" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "otherId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "case_dismissal_pkey" PRIMARY KEY ("workspaceId", "itemId", "otherId"),
  CONSTRAINT "case_dismissal_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "case_dismissal_workspaceId_otherId_fkey" FOREIGN KEY ("workspaceId", "otherId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "case_dismissal_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "case_dismissal_order" CHECK ("itemId" < "otherId")
);
CREATE INDEX "case_dismissal_workspaceId_otherId_idx" ON "case_dismissal" ("workspaceId", "otherId");
CREATE INDEX "case_dismissal_workspaceId_memberId_idx" ON "case_dismissal" ("workspaceId", "memberId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_case', 'case_dismissal'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- A case is seen where one of its items is.
CREATE FUNCTION sees_case(workspace uuid, joined uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "item" i WHERE i."workspaceId" = $1 AND i."caseId" = $2);
END $$;
-- It is written before its first item is in it.
CREATE POLICY seen_case ON "item_case" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_case("workspaceId", "id")) WITH CHECK (true);
CREATE POLICY seen_item ON "case_dismissal" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items())
  OR (sees_item("workspaceId", "itemId") AND sees_item("workspaceId", "otherId")));
ALTER POLICY seen_item ON "note" USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId")
  OR ("caseId" IS NOT NULL AND sees_case("workspaceId", "caseId")));

-- The mark on a row of one queue over all workspaces.
GRANT SELECT ("workspaceId", "id", "title", "dueAt", "closedAt") ON "item_case" TO parvis_person;
CREATE POLICY of_person ON "item_case" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND (SELECT true FROM "item" i WHERE i."workspaceId" = "item_case"."workspaceId" AND i."caseId" = "item_case"."id" LIMIT 1));

SELECT audit_table(name) FROM unnest(ARRAY['item_case', 'case_dismissal']) AS name;
