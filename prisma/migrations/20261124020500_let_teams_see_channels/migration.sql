-- A team gives its members channels, beside those that each of them was given.

-- All at once and first: the foreign keys and triggers below need these locks.
LOCK TABLE "channel", "team", "team_member" IN SHARE ROW EXCLUSIVE MODE;

CREATE TABLE "team_channel" (
  "workspaceId" uuid NOT NULL,
  "teamId" uuid NOT NULL,
  "channelId" uuid NOT NULL,
  CONSTRAINT "team_channel_pkey" PRIMARY KEY ("workspaceId", "teamId", "channelId"),
  CONSTRAINT "team_channel_workspaceId_teamId_fkey" FOREIGN KEY ("workspaceId", "teamId")
    REFERENCES "team" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "team_channel_workspaceId_channelId_fkey" FOREIGN KEY ("workspaceId", "channelId")
    REFERENCES "channel" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "team_channel_workspaceId_channelId_idx" ON "team_channel" ("workspaceId", "channelId");

ALTER TABLE "team_channel" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "team_channel" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "team_channel" TO parvis_app
  USING ("workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid);
CREATE POLICY seen_channel ON "team_channel" AS RESTRICTIVE TO parvis_app
  USING ((SELECT sees_all_channels()) OR "channelId" = ANY ((SELECT seen_channels())::uuid[]));
GRANT SELECT, INSERT, UPDATE, DELETE ON "team_channel" TO parvis_app;
-- For the number of open items beside each of a person's workspaces.
CREATE POLICY dispatch ON "team_channel" FOR SELECT TO parvis_dispatcher USING (true);
CREATE POLICY dispatch ON "team_member" FOR SELECT TO parvis_dispatcher USING (true);
GRANT SELECT ON "team_channel", "team_member" TO parvis_dispatcher;

CREATE OR REPLACE FUNCTION channels_of_member(workspace uuid, member uuid) RETURNS uuid[] LANGUAGE sql STABLE AS $$
  SELECT CASE
    WHEN m."id" IS NULL THEN '{}'
    WHEN NOT (m."seesAllChannels" OR m."role" = 'admin') THEN ARRAY(
      SELECT c."channelId" FROM "member_channel" c WHERE c."workspaceId" = $1 AND c."memberId" = $2
      UNION
      SELECT c."channelId" FROM "team_member" t
      JOIN "team_channel" c ON c."workspaceId" = t."workspaceId" AND c."teamId" = t."teamId"
      WHERE t."workspaceId" = $1 AND t."memberId" = $2
      ORDER BY 1)
  END
  FROM (SELECT) AS one
  LEFT JOIN "member" m ON m."workspaceId" = $1 AND m."id" = $2 AND m."removedAt" IS NULL
$$;

-- Live streams follow, for the people of the team, and for who joins or leaves a team that has channels.
CREATE FUNCTION emit_team_channels_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT w."id", 'access', array_agg(DISTINCT t."memberId")
  FROM changed_rows r
  JOIN "workspace" w ON w."id" = r."workspaceId"
  JOIN "team_member" t ON t."workspaceId" = r."workspaceId" AND t."teamId" = r."teamId" GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER access_given AFTER INSERT ON "team_channel"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_team_channels_changed();
CREATE TRIGGER access_taken AFTER DELETE ON "team_channel"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_team_channels_changed();
CREATE FUNCTION emit_team_members_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "realtime_event" ("workspaceId", "kind", "ids")
  SELECT w."id", 'access', array_agg(DISTINCT r."memberId")
  FROM changed_rows r
  JOIN "workspace" w ON w."id" = r."workspaceId"
  JOIN "team_channel" c ON c."workspaceId" = r."workspaceId" AND c."teamId" = r."teamId" GROUP BY 1;
  RETURN NULL;
END $$;
CREATE TRIGGER access_given AFTER INSERT ON "team_member"
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_team_members_changed();
CREATE TRIGGER access_taken AFTER DELETE ON "team_member"
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION emit_team_members_changed();
