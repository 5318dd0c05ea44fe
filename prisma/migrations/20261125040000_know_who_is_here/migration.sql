-- Whether a member is here: by their own setting, in their working hours, and not on a day off.

-- Without a row: here, in the workspace's time zone.
CREATE TABLE "member_availability" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "isAway" boolean NOT NULL DEFAULT false,
  -- Why they are away; null: not said.
  "reason" text,
  -- When they are here again by themselves; null: when they say so.
  "backAt" timestamptz(3),
  -- Null: the workspace's.
  "timeZone" text,
  CONSTRAINT "member_availability_pkey" PRIMARY KEY ("workspaceId", "memberId"),
  CONSTRAINT "member_availability_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

-- Working hours of a weekday in the member's time zone. Without any row: always.
CREATE TABLE "member_hours" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  -- 1: Monday.
  "weekday" smallint NOT NULL,
  -- In minutes since midnight; 1440 is the end of the day.
  "startsAt" smallint NOT NULL,
  "endsAt" smallint NOT NULL,
  CONSTRAINT "member_hours_pkey" PRIMARY KEY ("workspaceId", "memberId", "weekday"),
  CONSTRAINT "member_hours_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "member_hours_of_a_week" CHECK ("weekday" BETWEEN 1 AND 7 AND "startsAt" >= 0
    AND "startsAt" < "endsAt" AND "endsAt" <= 1440)
);

-- A holiday, in the member's time zone.
CREATE TABLE "member_day_off" (
  "workspaceId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "day" date NOT NULL,
  CONSTRAINT "member_day_off_pkey" PRIMARY KEY ("workspaceId", "memberId", "day"),
  CONSTRAINT "member_day_off_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['member_availability', 'member_hours', 'member_day_off'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;
SELECT audit_table(name) FROM unnest(ARRAY['member_availability', 'member_hours', 'member_day_off']) AS name;
