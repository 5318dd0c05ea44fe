/* A channel is connected only while the workspace is not archived, also one that is new. Connecting and archiving meet at the
   lock of the workspace's row, as sending does: who comes second sees what the first has done. The error is that of a write in a
   transaction that only reads, because that is what the member is told. */
CREATE OR REPLACE FUNCTION refuse_to_connect_when_archived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM public."workspace" w WHERE w."id" = NEW."workspaceId" AND w."archivedAt" IS NULL FOR SHARE;
  IF NOT FOUND THEN RAISE EXCEPTION 'the workspace is archived' USING ERRCODE = 'read_only_sql_transaction'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_to_connect_new_when_archived BEFORE INSERT ON "channel" FOR EACH ROW
  WHEN (NEW."status" IN ('connected', 'reconnect')) EXECUTE FUNCTION refuse_to_connect_when_archived();
