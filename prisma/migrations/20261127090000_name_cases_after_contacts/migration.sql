-- A case that nobody named has its contact's name: it is remembered whose, so that the name goes when that person is erased.

-- All at once and first: a foreign key locks both of its tables.
LOCK TABLE "contact" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "item_case" IN ACCESS EXCLUSIVE MODE;

ALTER TABLE "item_case" ADD COLUMN "namedAfterId" uuid;
UPDATE "item_case" k SET "namedAfterId" = (
  SELECT c."id" FROM "item" i
  JOIN "contact" c ON c."workspaceId" = i."workspaceId" AND c."id" = i."contactId"
  LEFT JOIN "identity" p ON p."workspaceId" = c."workspaceId" AND p."contactId" = c."id" AND p."network" = i."network"
  WHERE i."workspaceId" = k."workspaceId" AND i."caseId" = k."id" AND k."title" IN (c."name", p."name", p."handle") LIMIT 1);
ALTER TABLE "item_case" ADD CONSTRAINT "item_case_workspaceId_namedAfterId_fkey" FOREIGN KEY ("workspaceId", "namedAfterId")
  REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE SET NULL ("namedAfterId");
CREATE INDEX "item_case_workspaceId_namedAfterId_idx" ON "item_case" ("workspaceId", "namedAfterId");

-- A line of the log cannot be erased, so it has no title of a case.
CREATE OR REPLACE FUNCTION leave_a_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line jsonb;
BEGIN
  IF current_setting('app.has_line', true) = 'yes' THEN RETURN NULL; END IF;
  line := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
  INSERT INTO public."audit_entry" ("workspaceId", "memberId", "act", "subject", "details")
  VALUES (current_setting('app.workspace_id')::uuid, current_setting('app.member_id')::uuid, 'record_changed', TG_ARGV[0],
    jsonb_strip_nulls(jsonb_build_object('change', lower(TG_OP), 'id', line -> 'id', 'name',
      CASE WHEN TG_ARGV[0] NOT IN ('contact', 'identity', 'item_case') AND line ->> 'memberId' IS NULL THEN
        coalesce(line -> 'name', line -> 'title') END)));
  RETURN NULL;
END $$;
