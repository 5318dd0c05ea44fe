-- What is used of the networks' rate limits, counted in the database by one statement a call, so that all workers together
-- keep to them. A window that begins with our first call is not the network's: at the border of two such windows the network
-- could see up to twice the limit in one of its own. So our window slides: what is used is counted in twenty parts of it, and
-- each part expires a whole window after its end. No window of that length, wherever it begins, sees more than the limit.

-- The parts of a window after `passed` more of them have begun; the newest is last.
CREATE FUNCTION slide_parts(parts float8[], passed int) RETURNS float8[]
LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN passed <= 0 THEN parts
    WHEN passed >= cardinality(parts) THEN array_fill(0::float8, ARRAY[21])
    ELSE parts[passed + 1:] || array_fill(0::float8, ARRAY[passed])
  END
$$;

CREATE FUNCTION sum_parts(parts float8[]) RETURNS float8
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(sum(part), 0) FROM unnest(parts) AS part $$;

-- The length of a part, in a window of so many milliseconds.
CREATE FUNCTION part_length(ms float8) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$ SELECT ms / 20 * interval '1 millisecond' $$;

-- When enough parts have expired for `room` to remain; a call that costs more than the whole limit waits for all of them.
CREATE FUNCTION free_at(parts float8[], part_at timestamptz, ms float8, room float8) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
  SELECT part_at + min(gone) * part_length(ms) FROM generate_series(1, 21) AS gone
  WHERE gone = 21 OR sum_parts(parts[gone + 1:]) <= room + 1e-9
$$;

/*
 * Takes a call's cost from every rate limit that it names, or from none: of concurrent calls no more pass than fit.
 * `wanted` is a list of { key, ownerId, cost, max, share, ms, endsAt }: the published limit (null: none), the share of it
 * that this call may use, and the length of the limit's window, or the moment at which it ends. While a window runs that
 * the network reported, that one counts; otherwise the sliding one.
 * Returns the limits that are used up and until when; nothing when the call may be made. A crash of the server may lose
 * what was counted last: the networks' own answers correct it.
 */
CREATE FUNCTION acquire_rate_limits(wanted jsonb) RETURNS TABLE ("key" text, "until" timestamptz)
LANGUAGE plpgsql SET synchronous_commit = off AS $$
#variable_conflict use_column
DECLARE
  at timestamptz;
BEGIN
  -- Made and locked in the order of the keys, so that two calls cannot wait for each other.
  INSERT INTO "rate_limit_use" ("key", "ownerId", "resetAt")
    SELECT w."key", w."ownerId", 'epoch' FROM jsonb_to_recordset(wanted) AS w ("key" text, "ownerId" uuid) ORDER BY 1
    ON CONFLICT DO NOTHING;
  PERFORM FROM "rate_limit_use" u WHERE u."key" IN (SELECT w."key" FROM jsonb_to_recordset(wanted) AS w ("key" text))
    ORDER BY u."key" FOR UPDATE;
  at := clock_timestamp();
  -- A window that is over is cleared; a sliding one slides.
  UPDATE "rate_limit_use" u SET
    "used" = CASE WHEN s."isOver" THEN 0 ELSE sum_parts(s."slid") END,
    "parts" = CASE WHEN s."isOver" THEN array_fill(0::float8, ARRAY[21]) ELSE s."slid" END,
    "partAt" = CASE WHEN s."isOver" THEN at ELSE u."partAt" + greatest(s."passed", 0) * part_length(s."ms") END,
    "isReported" = false
  FROM (
    SELECT o."key", w."ms", o."resetAt" <= at AS "isOver", p."passed", slide_parts(o."parts", p."passed") AS "slid"
    FROM jsonb_to_recordset(wanted) AS w ("key" text, "ms" float8)
    JOIN "rate_limit_use" o ON o."key" = w."key"
    CROSS JOIN LATERAL (SELECT least(floor(extract(epoch FROM at - o."partAt") * 20000 / w."ms"), 21)::int AS "passed") AS p
    WHERE o."resetAt" <= at OR (w."ms" IS NOT NULL AND NOT o."isReported" AND p."passed" > 0)) AS s
  WHERE u."key" = s."key";
  RETURN QUERY
    SELECT s."key", greatest(
      CASE WHEN s."isClosed" THEN s."closedUntil" END,
      CASE WHEN s."isUsedUp" AND s."slides" THEN free_at(s."parts", s."partAt", s."ms", s."most" - s."cost")
           WHEN s."isUsedUp" THEN s."resetAt" END)
    FROM (
      SELECT u.*, w."ms", w."cost", q."most", u."closedUntil" > at AS "isClosed",
        w."ms" IS NOT NULL AND NOT u."isReported" AS "slides",
        -- A call that costs more than the whole limit passes when nothing else is used.
        u."used" > 0 AND u."used" + w."cost" > q."most" + 1e-9 AS "isUsedUp"
      FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "max" float8, "share" float8, "ms" float8)
      JOIN "rate_limit_use" u ON u."key" = w."key"
      CROSS JOIN LATERAL (SELECT coalesce(u."max", w."max") * w."share" AS "most") AS q) AS s
    WHERE s."isClosed" OR s."isUsedUp";
  IF FOUND THEN RETURN; END IF;
  UPDATE "rate_limit_use" u SET
    "used" = u."used" + w."cost",
    "parts" = CASE WHEN w."ms" IS NULL OR u."isReported" THEN u."parts" ELSE u."parts"[:20] || u."parts"[21] + w."cost" END,
    "resetAt" = CASE
      WHEN u."isReported" OR (w."ms" IS NULL AND u."resetAt" > at) THEN u."resetAt"
      ELSE coalesce(w."endsAt", u."partAt" + 21 * part_length(w."ms")) END
  FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "ms" float8, "endsAt" timestamptz)
  WHERE u."key" = w."key";
END $$;

/*
 * Stores what a network reports of a rate limit. Within one window the smaller remainder is right, because running calls
 * are counted here and not there yet. A window that ends later than the known one is a new one: the network's number holds.
 * `published` is the limit that the connector declares, for a network that names none.
 */
CREATE FUNCTION learn_rate_limit(of_key text, of_owner uuid, reported_limit float8, published float8, remaining float8, ends_at timestamptz) RETURNS void
LANGUAGE sql SET synchronous_commit = off AS $$
  INSERT INTO "rate_limit_use" AS u ("key", "ownerId", "used", "max", "resetAt", "isReported")
  VALUES (of_key, of_owner, greatest(coalesce(reported_limit, published, remaining) - remaining, 0), coalesce(reported_limit, published, remaining), ends_at, true)
  ON CONFLICT ("key") DO UPDATE SET
    "max" = coalesce(reported_limit, published, u."max", u."used" + remaining),
    "used" = greatest(coalesce(reported_limit, published, u."max", u."used" + remaining) - remaining,
      CASE WHEN u."resetAt" > now() AND ends_at <= u."resetAt" + interval '1 second' THEN u."used" ELSE 0 END),
    -- Seconds are rounded on the way: windows that end at nearly the same moment are the same.
    "resetAt" = CASE WHEN u."resetAt" > now() AND abs(extract(epoch FROM ends_at - u."resetAt")) <= 1 THEN u."resetAt" ELSE ends_at END,
    "isReported" = true
$$;
