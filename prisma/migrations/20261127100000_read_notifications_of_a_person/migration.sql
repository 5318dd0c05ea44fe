-- The notifications of a person in all workspaces that her session may enter, in each as its member may see them. They are only
-- read here: they are marked as read in each workspace, as its member.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "channel", "note", "item_history", "notification", "notification_choice" IN ACCESS EXCLUSIVE MODE;

GRANT SELECT ("workspaceId", "id", "memberId", "kind", "subjectId", "itemId", "channelId", "noteId", "actorId", "createdAt",
  "readAt") ON "notification" TO parvis_person;
GRANT SELECT ("workspaceId", "memberId", "kind", "product") ON "notification_choice" TO parvis_person;
GRANT SELECT ("workspaceId", "id", "name", "handle") ON "channel" TO parvis_person;
GRANT SELECT ("workspaceId", "id", "text", "deletedAt") ON "note" TO parvis_person;
GRANT SELECT ("workspaceId", "itemId", "undoesId") ON "item_history" TO parvis_person;

-- Those of the person herself, seen while their item and their channel are.
CREATE POLICY of_person ON "notification" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND "memberId" IN (SELECT unnest(person_members()))
  AND ("itemId" IS NULL
    OR (SELECT true FROM "item" i WHERE i."workspaceId" = "notification"."workspaceId" AND i."id" = "notification"."itemId"))
  AND ("channelId" IS NULL OR "workspaceId" IN (SELECT unnest(person_open_workspaces()))
    OR "channelId" IN (SELECT unnest(person_channels()))));
CREATE POLICY of_person ON "notification_choice" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces())) AND "memberId" IN (SELECT unnest(person_members())));
CREATE POLICY of_person ON "channel" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND ("workspaceId" IN (SELECT unnest(person_open_workspaces())) OR "id" IN (SELECT unnest(person_channels()))));
-- Of the notes, those alone of which the person was notified.
CREATE POLICY of_person ON "note" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces()))
  AND (SELECT true FROM "notification" n
    WHERE n."workspaceId" = "note"."workspaceId" AND n."noteId" = "note"."id" LIMIT 1));
-- By a function, because partitions get the policies of their table as text, which must not name the table.
CREATE POLICY of_person ON "item_history" FOR SELECT TO parvis_person USING (
  "workspaceId" IN (SELECT unnest(person_workspaces())) AND sees_item("workspaceId", "itemId"));
DO $$
DECLARE partition regclass;
BEGIN
  FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'item_history'::regclass LOOP
    PERFORM guard_partition(partition);
  END LOOP;
END $$;
