-- What a person may see is a set of up to some hundred workspaces. Compared as an array it became a condition of each index
-- scan, which sorts the array again for each workspace of the list. As a set it is hashed once a statement, and the list's own
-- condition on the workspace finds the rows.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "member", "team", "tag", "contact", "identity", "item", "action", "item_contributor", "item_read", "item_tag",
  "item_request", "item_counter_delta", "item_count", "item_channel_count" IN ACCESS EXCLUSIVE MODE;

ALTER POLICY of_person ON "item" USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND ("workspaceId" IN (SELECT unnest(person_open_workspaces())) OR "channelId" IN (SELECT unnest(person_channels())))
  AND ("confidentialTo" IS NULL OR "workspaceId" IN (SELECT unnest(person_lead_workspaces()))
    OR "confidentialTo" && (SELECT person_members())));

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_read', 'item_tag', 'item_contributor', 'item_request', 'action'] LOOP
    EXECUTE format('ALTER POLICY of_person ON %1$I USING (
      "workspaceId" IN (SELECT unnest(person_workspaces()))
      AND (SELECT true FROM "item" i WHERE i."workspaceId" = %1$I."workspaceId" AND i."id" = %1$I."itemId"))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['member', 'tag', 'team'] LOOP
    EXECUTE format('ALTER POLICY of_person ON %I USING ("workspaceId" IN (SELECT unnest(person_workspaces())))', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['item_channel_count', 'item_counter_delta'] LOOP
    EXECUTE format('ALTER POLICY of_person ON %I USING (
      "workspaceId" IN (SELECT unnest(person_workspaces()))
      AND ("workspaceId" IN (SELECT unnest(person_open_workspaces()))
        OR "channelId" IN (SELECT unnest(person_channels()))))', name);
  END LOOP;
END $$;

ALTER POLICY of_person ON "contact" USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND (SELECT true FROM "item" i
    WHERE i."workspaceId" = "contact"."workspaceId" AND i."contactId" = "contact"."id" LIMIT 1));
ALTER POLICY of_person ON "identity" USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND (SELECT true FROM "item" i
    WHERE i."workspaceId" = "identity"."workspaceId" AND i."contactId" = "identity"."contactId" LIMIT 1));
-- The sums over all channels are for those who see all of them.
ALTER POLICY of_person ON "item_count" USING ("workspaceId" IN (SELECT unnest(person_open_workspaces())));
