-- A span that begins with our first call is not the network's: around the border of two of them it would see up to twice
-- the quota in one of its own. So what is used is counted in twenty parts of a span, and each part is forgotten a whole
-- span after its end: no span of that length, wherever it begins, sees more than the quota.
ALTER TABLE "allowance_use"
  ADD COLUMN "isTold" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "parts" DOUBLE PRECISION[] NOT NULL DEFAULT '{}',
  ADD COLUMN "partAt" TIMESTAMPTZ(3);
-- What ran when this came is held to be of the network's own spans; it ends by itself.
UPDATE "allowance_use" SET "isTold" = true;

-- Parts of a span after so many more have begun, the newest last.
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

-- How long a part of a span of so many milliseconds is.
CREATE FUNCTION part_of(ms float8) RETURNS interval
LANGUAGE sql IMMUTABLE AS $$ SELECT ms / 20 * interval '1 millisecond' $$;

-- When enough parts are forgotten for so much to fit below a limit; what takes more than there ever is waits for all.
CREATE FUNCTION room_at(parts float8[], part_at timestamptz, ms float8, room float8) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
  SELECT part_at + min(gone) * part_of(ms) FROM generate_series(1, 21) AS gone
  WHERE gone = 21 OR sum_parts(parts[gone + 1:]) <= room + 1e-9
$$;

/*
 * Takes a call's share of every allowance that it names, or of none: of callers at once no more get in than fit.
 * `wanted` is a list of { key, cost, max, share, ms, endsAt }: the published quota (null: none), the part of it that
 * this call may use up, and the length of its span, or the moment at which it ends. While a span runs that the network
 * told, that one counts; else the sliding one.
 * Answers the allowances that are used up and until when; nothing when the call may go. What was counted last may be
 * lost in a crash of the server: the networks' own answers put it right.
 */
CREATE OR REPLACE FUNCTION take_allowances(wanted jsonb) RETURNS TABLE ("key" text, "until" timestamptz)
LANGUAGE plpgsql SET synchronous_commit = off AS $$
#variable_conflict use_column
DECLARE
  at timestamptz;
BEGIN
  -- Made and locked in the order of the keys, so that two calls cannot wait for each other.
  INSERT INTO "allowance_use" ("key", "resetAt")
    SELECT w."key", 'epoch' FROM jsonb_to_recordset(wanted) AS w ("key" text) ORDER BY 1
    ON CONFLICT DO NOTHING;
  PERFORM FROM "allowance_use" u WHERE u."key" IN (SELECT w."key" FROM jsonb_to_recordset(wanted) AS w ("key" text))
    ORDER BY u."key" FOR UPDATE;
  at := clock_timestamp();
  -- A span that is over is forgotten; a sliding one slides.
  UPDATE "allowance_use" u SET
    "used" = CASE WHEN s."isOver" THEN 0 ELSE sum_parts(s."slid") END,
    "parts" = CASE WHEN s."isOver" THEN array_fill(0::float8, ARRAY[21]) ELSE s."slid" END,
    "partAt" = CASE WHEN s."isOver" THEN at ELSE u."partAt" + greatest(s."passed", 0) * part_of(s."ms") END,
    "isTold" = false
  FROM (
    SELECT o."key", w."ms", o."resetAt" <= at AS "isOver", p."passed", slide_parts(o."parts", p."passed") AS "slid"
    FROM jsonb_to_recordset(wanted) AS w ("key" text, "ms" float8)
    JOIN "allowance_use" o ON o."key" = w."key"
    CROSS JOIN LATERAL (SELECT least(floor(extract(epoch FROM at - o."partAt") * 20000 / w."ms"), 21)::int AS "passed") AS p
    WHERE o."resetAt" <= at OR (w."ms" IS NOT NULL AND NOT o."isTold" AND p."passed" > 0)) AS s
  WHERE u."key" = s."key";
  RETURN QUERY
    SELECT s."key", greatest(
      CASE WHEN s."isClosed" THEN s."closedUntil" END,
      CASE WHEN s."isUsedUp" AND s."slides" THEN room_at(s."parts", s."partAt", s."ms", s."most" - s."cost")
           WHEN s."isUsedUp" THEN s."resetAt" END)
    FROM (
      SELECT u.*, w."ms", w."cost", q."most", u."closedUntil" > at AS "isClosed",
        w."ms" IS NOT NULL AND NOT u."isTold" AS "slides",
        -- What takes more than there ever is goes alone.
        u."used" > 0 AND u."used" + w."cost" > q."most" + 1e-9 AS "isUsedUp"
      FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "max" float8, "share" float8, "ms" float8)
      JOIN "allowance_use" u ON u."key" = w."key"
      CROSS JOIN LATERAL (SELECT coalesce(u."max", w."max") * w."share" AS "most") AS q) AS s
    WHERE s."isClosed" OR s."isUsedUp";
  IF FOUND THEN RETURN; END IF;
  UPDATE "allowance_use" u SET
    "used" = u."used" + w."cost",
    "parts" = CASE WHEN w."ms" IS NULL OR u."isTold" THEN u."parts" ELSE u."parts"[:20] || u."parts"[21] + w."cost" END,
    "resetAt" = CASE
      WHEN u."isTold" OR (w."ms" IS NULL AND u."resetAt" > at) THEN u."resetAt"
      ELSE coalesce(w."endsAt", u."partAt" + 21 * part_of(w."ms")) END
  FROM jsonb_to_recordset(wanted) AS w ("key" text, "cost" float8, "ms" float8, "endsAt" timestamptz)
  WHERE u."key" = w."key";
END $$;

/*
 * Takes over what a network says of an allowance. Within one span the smaller remainder holds, since calls under way are
 * counted here and not there yet; a span that ends later than the one known is a new one, and the network knows it best.
 * `published` is the quota that the connector knows of, where the network names none.
 */
CREATE OR REPLACE FUNCTION learn_allowance(of_key text, said_limit float8, published float8, remaining float8, ends_at timestamptz) RETURNS void
LANGUAGE sql SET synchronous_commit = off AS $$
  INSERT INTO "allowance_use" AS u ("key", "used", "max", "resetAt", "isTold")
  VALUES (of_key, greatest(coalesce(said_limit, published, remaining) - remaining, 0), coalesce(said_limit, published, remaining), ends_at, true)
  ON CONFLICT ("key") DO UPDATE SET
    "max" = coalesce(said_limit, published, u."max", u."used" + remaining),
    "used" = greatest(coalesce(said_limit, published, u."max", u."used" + remaining) - remaining,
      CASE WHEN u."resetAt" > now() AND ends_at <= u."resetAt" + interval '1 second' THEN u."used" ELSE 0 END),
    -- Seconds are rounded on the way: what ends at nearly the same moment is the same span.
    "resetAt" = CASE WHEN u."resetAt" > now() AND abs(extract(epoch FROM ends_at - u."resetAt")) <= 1 THEN u."resetAt" ELSE ends_at END,
    "isTold" = true
$$;
