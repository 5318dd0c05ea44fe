-- The lines of a workspace's histories and of its log are erased in batches, like the rest of it: with the row of a large one
-- they would go in one transaction too long to end. Nothing but an erasure whose date has come deletes one.

-- Policies lock their tables: all at once, so that the locks do not deadlock with transactions under way.
LOCK TABLE "audit_entry", "audit_seal", "item_history" IN ACCESS EXCLUSIVE MODE;

DO $$
DECLARE
  name text;
  partition regclass;
BEGIN
  FOREACH name IN ARRAY ARRAY['audit_entry', 'audit_seal', 'item_history'] LOOP
    -- Asked once for each statement: a line is of the workspace that was entered.
    EXECUTE format('CREATE POLICY erased_when_due ON %I AS RESTRICTIVE FOR DELETE TO parvis_app
      USING ((SELECT is_erasure_due(nullif(current_setting(''app.workspace_id'', true), '''')::uuid)))', name);
    EXECUTE format('GRANT DELETE ON %I TO parvis_app', name);
  END LOOP;
  -- Partitions have their table's policies.
  FOR partition IN SELECT inhrelid FROM pg_inherits WHERE inhparent = 'item_history'::regclass LOOP
    PERFORM guard_partition(partition);
  END LOOP;
END $$;
