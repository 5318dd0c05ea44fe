-- Promises and messages to browsers that are due in an archived workspace are not seen by those who look for work, as what else
-- is due there.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['item_promise', 'push_delivery'] LOOP
    EXECUTE format('CREATE POLICY not_archived ON %I AS RESTRICTIVE FOR SELECT TO parvis_dispatcher
      USING ("workspaceId" <> ALL ((SELECT archived_workspaces())::uuid[]))', name);
  END LOOP;
END $$;
