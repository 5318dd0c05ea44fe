-- The search over all workspaces of a person: in each of them what the search there shows its member, without one statement for
-- each.

/* The items of one workspace with a message, or a contact's name or handle, that contains all the words; each item once, the one
   with the newest such message first. `seen`: the channels; null for all. `hides`: confidential items, unless `me` is named.
   `since`: only matches after this.

   For frequent words it walks back through the newest messages, since many of them match; for the others it uses the
   index, week by week, and more weeks at a time where few match. So a page's cost depends neither on the number of messages
   nor on how frequent the words are.

   It trusts its caller: only the functions below may call it, which take workspace and sight from the transaction. */
CREATE FUNCTION search_items_in(
  workspace uuid, seen uuid[], hides boolean, me uuid, since timestamptz,
  given text, place_at timestamptz, place_id uuid, wanted integer,
  statuses smallint[], kind smallint, channel uuid, network text, contact uuid, owner uuid, is_unassigned boolean,
  tag uuid, is_failed boolean, expires_from timestamptz, expires_to timestamptz
) RETURNS TABLE ("id" uuid, "at" timestamptz, "place" uuid)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  words record;
  -- The dots of a handle separate words.
  name_words text := translate(given, '.@-_:/', '      ');
  name_query tsquery;
  people uuid[];
  hits text;
  by_name text;
  high timestamptz := coalesce(place_at, 'infinity');
  low timestamptz;
  oldest timestamptz;
  newest timestamptz;
  weeks integer[];
  stride integer := 1;
  next_week integer;
  got integer;
  missing integer := wanted;
  step integer := 0;
BEGIN
  SELECT * INTO words FROM search_query(workspace, given);
  IF words.query IS NULL THEN RETURN; END IF;
  name_query := CASE WHEN name_words = given THEN words.query ELSE (search_query(workspace, name_words)).query END;
  SELECT coalesce(array_agg(p.c), '{}') INTO people FROM (
    SELECT d."contactId" AS c FROM "identity" d
    WHERE d."workspaceId" = workspace
      AND search_name(d."name", d."handle") @@ name_query
    LIMIT 1000) AS p;
  SELECT m."createdAt" INTO oldest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" LIMIT 1;
  SELECT m."createdAt" INTO newest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" DESC LIMIT 1;

  oldest := greatest(oldest, since);
  -- Left out where nobody has such a name: planning it costs more than all else.
  by_name := CASE WHEN people = '{}' THEN '' ELSE 'UNION ALL
        SELECT i."id", i."lastActivityAt", i."id", true FROM "item" i
        WHERE i."workspaceId" = $1 AND i."contactId" = ANY ($3) AND i."lastActivityAt" <= $4 AND i."lastActivityAt" > $5' END;

  LOOP
    step := step + 1;
    IF words.share * words.total <= 500 THEN
      low := since;
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND m."search" @@ $2 AND m."createdAt" <= $4 AND m."createdAt" > $5 AND m."deletedAt" IS NULL
          AND ($21 IS NULL OR m."channelId" = ANY ($21))';
    ELSIF words.share >= 0.0025 AND step <= 2 THEN
      SELECT coalesce((SELECT m."createdAt" FROM "message" m WHERE m."workspaceId" = workspace AND m."createdAt" <= high
        ORDER BY m."createdAt" DESC OFFSET CASE step WHEN 1 THEN 3000 ELSE 20000 END LIMIT 1), '-infinity') INTO low;
      low := greatest(low, since);
      hits := 'SELECT w."itemId", w."createdAt", w."id" FROM (SELECT * FROM "message" m
          WHERE m."workspaceId" = $1 AND m."createdAt" <= $4 AND m."createdAt" > $5 OFFSET 0) w
        WHERE ($21 IS NULL OR w."channelId" = ANY ($21)) AND w."search" @@ $2 AND w."deletedAt" IS NULL';
    ELSE
      next_week := coalesce(next_week, search_week(least(high, newest)));
      weeks := ARRAY(SELECT generate_series(next_week, greatest(search_week(oldest), next_week - stride + 1), -1));
      next_week := next_week - stride;
      low := CASE WHEN next_week < search_week(oldest) THEN since ELSE to_timestamp((next_week + 1) * 604800::float8) END;
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND search_week(m."createdAt") = ANY ($7) AND m."search" @@ $2
          AND m."createdAt" <= $4 AND m."deletedAt" IS NULL AND ($21 IS NULL OR m."channelId" = ANY ($21))';
    END IF;

    RETURN QUERY EXECUTE format($sql$
      WITH hit ("itemId", "at", "place", is_person) AS (
        SELECT *, false FROM (%s) AS message %s
      )
      SELECT i."id", hit."at", hit."place"
      FROM (SELECT * FROM hit WHERE ($8 IS NULL OR (hit."at", hit."place") < ($8, $9)) ORDER BY hit."at" DESC, hit."place" DESC OFFSET 0) AS hit
      JOIN "item" i ON i."workspaceId" = $1 AND i."id" = hit."itemId"
      WHERE (hit.is_person OR (i."contactId" <> ALL ($3) AND NOT EXISTS (
          SELECT FROM "message" n WHERE n."workspaceId" = $1 AND n."itemId" = i."id"
            AND (n."createdAt", n."id") > (hit."at", hit."place") AND n."search" @@ $2 AND n."deletedAt" IS NULL)))
        AND ($21 IS NULL OR i."channelId" = ANY ($21))
        AND (i."confidentialTo" IS NULL OR NOT $22 OR $23 = ANY (i."confidentialTo"))
        AND i."statusCode" = ANY ($10)
        AND ($11 IS NULL OR i."kindCode" = $11) AND ($12 IS NULL OR i."channelId" = $12)
        AND ($13 IS NULL OR i."network" = $13) AND ($14 IS NULL OR i."contactId" = $14)
        AND ($15 IS NULL OR i."ownerId" = $15 OR EXISTS (SELECT FROM "item_contributor" c
          WHERE c."workspaceId" = $1 AND c."itemId" = i."id" AND c."memberId" = $15))
        AND (NOT $16 OR i."ownerId" IS NULL)
        AND ($17 IS NULL OR EXISTS (SELECT FROM "item_tag" t
          WHERE t."workspaceId" = $1 AND t."itemId" = i."id" AND t."tagId" = $17))
        AND (NOT $18 OR i."sendFailed")
        AND ($19 IS NULL OR (i."replyDeadline" > $19 AND i."replyDeadline" <= $20))
      ORDER BY hit."at" DESC, hit."place" DESC LIMIT $6
      $sql$, hits, by_name)
    USING workspace, words.query, people, high, low, missing, weeks, place_at, place_id,
      statuses, kind, channel, network, contact, owner, is_unassigned, tag, is_failed, expires_from, expires_to,
      seen, hides, me;
    GET DIAGNOSTICS got = ROW_COUNT;
    stride := CASE WHEN weeks IS NOT NULL AND got * 4 < missing THEN least(stride * 4, 64) ELSE stride END;
    missing := missing - got;
    EXIT WHEN missing <= 0 OR low <= since;
    high := low;
  END LOOP;
END $$;

/* Of the current workspace, what the acting member may see. Row-level security prevents text search from using its index, so
   this runs as a role that sees messages. */
CREATE OR REPLACE FUNCTION search_items(
  given text, place_at timestamptz, place_id uuid, wanted integer,
  statuses smallint[], kind smallint, channel uuid, network text, contact uuid, owner uuid, is_unassigned boolean,
  tag uuid, is_failed boolean, expires_from timestamptz, expires_to timestamptz
) RETURNS TABLE ("id" uuid, "at" timestamptz, "place" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN QUERY SELECT s."id", s."at", s."place" FROM search_items_in(
    current_workspace(), seen_channels(), hides_confidential(), acting_member(), '-infinity',
    given, place_at, place_id, wanted, statuses, kind, channel, network, contact, owner, is_unassigned,
    tag, is_failed, expires_from, expires_to) s;
END $$;

/* Of the named workspaces that the person has entered (`enter_as_person`), in each what its member may see: at least the first
   `wanted` of all matches, unordered. The workspaces are searched one after another, the one with the newest activity first. Once
   there are enough matches, the rest are searched only for newer ones, and not at all where nothing is newer. */
CREATE FUNCTION search_items_of_person(
  workspaces uuid[], given text, place_at timestamptz, place_id uuid, wanted integer,
  statuses smallint[], kind smallint, network text, is_mine boolean, is_unassigned boolean,
  is_failed boolean, expires_from timestamptz, expires_to timestamptz
) RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "id" uuid, "at" timestamptz, "place" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  entered uuid[] := person_workspaces();
  members uuid[] := person_members();
  open_workspaces uuid[] := person_open_workspaces();
  lead_workspaces uuid[] := person_lead_workspaces();
  channels uuid[] := person_channels();
  since timestamptz := '-infinity';
  latest timestamptz[] := '{}';
  one record;
  hit record;
BEGIN
  FOR one IN
    SELECT s.workspace, s.member, newest.at
    FROM unnest(entered, members) AS s (workspace, member)
    CROSS JOIN LATERAL (
      SELECT greatest(
        (SELECT m."createdAt" FROM "message" m WHERE m."workspaceId" = s.workspace ORDER BY m."createdAt" DESC LIMIT 1),
        (SELECT max(i.at) FROM unnest(statuses) AS code CROSS JOIN LATERAL (
          SELECT i."lastActivityAt" AS at FROM "item" i WHERE i."workspaceId" = s.workspace AND i."statusCode" = code
          ORDER BY i."lastActivityAt" DESC LIMIT 1) AS i)) AS at
    ) AS newest
    WHERE s.workspace = ANY (workspaces) AND newest.at IS NOT NULL
    ORDER BY newest.at DESC
  LOOP
    EXIT WHEN one.at <= since;
    FOR hit IN
      SELECT * FROM search_items_in(
        one.workspace, CASE WHEN one.workspace = ANY (open_workspaces) THEN NULL ELSE channels END,
        one.workspace <> ALL (lead_workspaces), one.member, since,
        given, place_at, place_id, wanted, statuses, kind, NULL, network, NULL,
        CASE WHEN is_mine THEN one.member END, is_unassigned, NULL, is_failed, expires_from, expires_to)
    LOOP
      "workspaceId" := one.workspace;
      "memberId" := one.member;
      "id" := hit."id";
      "at" := hit."at";
      "place" := hit."place";
      latest := latest || hit."at";
      RETURN NEXT;
    END LOOP;
    -- One of the same moment may still come before the last.
    IF cardinality(latest) >= wanted THEN
      latest := ARRAY(SELECT l FROM unnest(latest) AS l ORDER BY l DESC LIMIT wanted);
      since := latest[wanted] - interval '1 microsecond';
    END IF;
  END LOOP;
END $$;

-- When a reply leaves that waits for its time: what a row of the list says.
GRANT SELECT ("scheduledFor") ON "action" TO parvis_person;

REVOKE EXECUTE ON FUNCTION search_items_in(uuid, uuid[], boolean, uuid, timestamptz, text, timestamptz, uuid, integer, smallint[],
  smallint, uuid, text, uuid, uuid, boolean, uuid, boolean, timestamptz, timestamptz) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION search_items_of_person(uuid[], text, timestamptz, uuid, integer, smallint[], smallint, text, boolean,
  boolean, boolean, timestamptz, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION search_items_of_person(uuid[], text, timestamptz, uuid, integer, smallint[], smallint, text, boolean,
  boolean, boolean, timestamptz, timestamptz) TO parvis_person;
GRANT CREATE ON SCHEMA public TO parvis_search;
ALTER FUNCTION search_items_in(uuid, uuid[], boolean, uuid, timestamptz, text, timestamptz, uuid, integer, smallint[],
  smallint, uuid, text, uuid, uuid, boolean, uuid, boolean, timestamptz, timestamptz) OWNER TO parvis_search;
ALTER FUNCTION search_items_of_person(uuid[], text, timestamptz, uuid, integer, smallint[], smallint, text, boolean,
  boolean, boolean, timestamptz, timestamptz) OWNER TO parvis_search;
REVOKE CREATE ON SCHEMA public FROM parvis_search;
