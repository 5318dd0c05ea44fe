-- What a workspace wants to know of an item before it is resolved.

-- All at once and first: the foreign keys below need this lock.
LOCK TABLE "item" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "item_field" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  -- 'choice': one of the options; 'text': a line of text; 'tag': the item has a tag.
  "kind" text NOT NULL,
  "options" text[] NOT NULL DEFAULT '{}',
  -- Of which kinds of items it is asked; empty: of all.
  "itemKinds" text[] NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "item_field_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "item_field_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "item_field_kind" CHECK ("kind" IN ('choice', 'text', 'tag')),
  CONSTRAINT "item_field_options" CHECK (("kind" = 'choice') = (cardinality("options") > 0))
);
CREATE UNIQUE INDEX "item_field_workspaceId_name_key" ON "item_field" ("workspaceId", "name");

-- A field of kind 'tag' has no value of its own: the item's tags are it.
CREATE TABLE "item_field_value" (
  "workspaceId" uuid NOT NULL,
  "itemId" uuid NOT NULL,
  "fieldId" uuid NOT NULL,
  "value" text NOT NULL,
  CONSTRAINT "item_field_value_pkey" PRIMARY KEY ("workspaceId", "itemId", "fieldId"),
  CONSTRAINT "item_field_value_workspaceId_itemId_fkey" FOREIGN KEY ("workspaceId", "itemId")
    REFERENCES "item" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_field_value_workspaceId_fieldId_fkey" FOREIGN KEY ("workspaceId", "fieldId")
    REFERENCES "item_field" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "item_field_value_is_given" CHECK ("value" <> '')
);
CREATE INDEX "item_field_value_workspaceId_fieldId_idx" ON "item_field_value" ("workspaceId", "fieldId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_field', 'item_field_value'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- A value is seen where its item is.
CREATE POLICY seen_item ON "item_field_value" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_items()) OR sees_item("workspaceId", "itemId"));

SELECT audit_table(name) FROM unnest(ARRAY['item_field', 'item_field_value']) AS name;
