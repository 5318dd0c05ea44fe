-- Full-text search: how texts become words, the indexes, and the function that finds items.

-- Words without accents and without a language: one index serves French and English alike.
CREATE TEXT SEARCH CONFIGURATION parvis (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION parvis
  ALTER MAPPING FOR hword, hword_part, word, asciiword, asciihword, hword_asciipart, numword, numhword, hword_numpart
  WITH unaccent, simple;

ALTER TABLE "message" ADD COLUMN "search" tsvector GENERATED ALWAYS AS (to_tsvector('parvis', "text")) STORED;

-- Weeks since 1970: search looks through the messages week by week.
CREATE FUNCTION search_week(timestamptz) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT floor(extract(epoch FROM $1) / 604800)::integer
$$;
-- New entries wait in a list before they are sorted into the index, and every search reads that whole list: at its default
-- size of four megabytes it would cost a search more than everything else.
CREATE INDEX "message_search_week" ON "message" USING gin ("workspaceId", search_week("createdAt"), "search")
  WITH (gin_pending_list_limit = 1024);

-- A name as it is searched: the dots of a handle separate words.
CREATE FUNCTION search_name(name text, handle text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_tsvector('public.parvis'::regconfig, $1 || ' ' || translate($2, '.@-_:/', '      '))
$$;
CREATE INDEX "identity_search" ON "identity" USING gin ("workspaceId", search_name("name", "handle"));

CREATE INDEX "search_word_similar" ON "search_word" USING gin ("workspaceId", "word" gin_trgm_ops);

-- A word as a query, or as a query for all words that begin with it.
CREATE FUNCTION search_term(word text, is_beginning boolean) RETURNS tsquery LANGUAGE sql IMMUTABLE AS $$
  SELECT ('''' || replace(replace($1, '\', '\\'), '''', '''''') || '''' || CASE WHEN $2 THEN ':*' ELSE '' END)::tsquery
$$;

/* The query for what a member typed: a word that is unknown or rare is joined by the known words nearest to it. With it
   the share of the workspace's messages that will match, estimated from the words' frequencies. The last word may be half
   typed. */
CREATE FUNCTION search_query(workspace uuid, given text, OUT query tsquery, OUT share double precision, OUT total double precision)
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  term record;
  part tsquery;
  found double precision;
  reach integer;
  near record;
BEGIN
  SELECT greatest(p."messages", 1) INTO total FROM "search_progress" p WHERE p."workspaceId" = workspace;
  total := coalesce(total, 1);
  share := 1;
  FOR term IN
    SELECT lexeme, positions[1] = max(positions[1]) OVER () AND length(lexeme) >= 3 AS is_beginning
    FROM unnest(to_tsvector('parvis', given)) ORDER BY positions[1] LIMIT 12
  LOOP
    part := search_term(term.lexeme, false);
    found := 0;
    -- The known words that it may become, each by name: a prefix query would collect the messages of all of them at once.
    FOR near IN
      SELECT "word", "messages" FROM "search_word"
      WHERE "workspaceId" = workspace AND CASE WHEN term.is_beginning
        THEN "word" LIKE replace(replace(replace(term.lexeme, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        ELSE "word" = term.lexeme END
      ORDER BY "messages" DESC LIMIT 40
    LOOP
      part := part || search_term(near."word", false);
      found := found + near."messages";
    END LOOP;
    -- Numbers and new words are not known.
    IF found = 0 AND term.is_beginning THEN part := search_term(term.lexeme, true); END IF;
    IF found < 20 AND length(term.lexeme) BETWEEN 4 AND 40 AND term.lexeme !~ '[0-9]' THEN
      reach := CASE WHEN length(term.lexeme) >= 8 THEN 2 ELSE 1 END;
      FOR near IN
        SELECT "word", "messages", levenshtein("word", term.lexeme) AS distance FROM "search_word"
        WHERE "workspaceId" = workspace AND "word" % term.lexeme AND "word" <> term.lexeme
          AND levenshtein_less_equal("word", term.lexeme, reach) <= reach
        UNION
        -- Two letters that changed places: far by edit distance, near for a person.
        SELECT "word", "messages", 1 FROM "search_word"
        WHERE "workspaceId" = workspace AND "word" = ANY (ARRAY(
          SELECT overlay(term.lexeme PLACING reverse(substr(term.lexeme, i, 2)) FROM i FOR 2)
          FROM generate_series(1, length(term.lexeme) - 1) AS i)) AND "word" <> term.lexeme
        ORDER BY distance, "messages" DESC LIMIT 5
      LOOP
        part := part || search_term(near."word", false);
        found := found + near."messages";
      END LOOP;
    END IF;
    query := CASE WHEN query IS NULL THEN part ELSE query && part END;
    share := share * least(1, found / total);
  END LOOP;
END $$;

/* The items of the current workspace with a message, or a contact's name or handle, that contains all the words; each item
   once, the one with the newest such message first. Row-level security prevents text search from using its index, so this
   runs as a role that sees messages, and returns only what is in the current workspace.

   For frequent words it walks back through the newest messages, since many of them match; for the others it uses the
   index, week by week, and more weeks at a time where few match. So a page's cost depends neither on the number of messages
   nor on how frequent the words are. */
CREATE FUNCTION search_items(
  given text, place_at timestamptz, place_id uuid, wanted integer,
  statuses smallint[], kind smallint, channel uuid, network text, contact uuid, owner uuid, is_unassigned boolean,
  tag uuid, is_failed boolean, expires_from timestamptz, expires_to timestamptz
) RETURNS TABLE ("id" uuid, "at" timestamptz, "place" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET enable_hashjoin = off SET enable_mergejoin = off SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  workspace uuid := current_workspace();
  words record;
  people uuid[];
  hits text;
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
  SELECT coalesce(array_agg(p.c), '{}') INTO people FROM (
    SELECT d."contactId" AS c FROM "identity" d
    WHERE d."workspaceId" = workspace
      AND search_name(d."name", d."handle") @@ (search_query(workspace, translate(given, '.@-_:/', '      '))).query
    LIMIT 1000) AS p;
  SELECT m."createdAt" INTO oldest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" LIMIT 1;
  SELECT m."createdAt" INTO newest FROM "message" m WHERE m."workspaceId" = workspace ORDER BY m."createdAt" DESC LIMIT 1;

  LOOP
    step := step + 1;
    IF words.share * words.total <= 500 THEN
      low := '-infinity';
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND m."search" @@ $2 AND m."createdAt" <= $4 AND m."createdAt" > $5 AND m."deletedAt" IS NULL';
    ELSIF words.share >= 0.0025 AND step <= 2 THEN
      SELECT coalesce((SELECT m."createdAt" FROM "message" m WHERE m."workspaceId" = workspace AND m."createdAt" <= high
        ORDER BY m."createdAt" DESC OFFSET CASE step WHEN 1 THEN 3000 ELSE 20000 END LIMIT 1), '-infinity') INTO low;
      hits := 'SELECT w."itemId", w."createdAt", w."id" FROM (SELECT * FROM "message" m
          WHERE m."workspaceId" = $1 AND m."createdAt" <= $4 AND m."createdAt" > $5 OFFSET 0) w
        WHERE w."search" @@ $2 AND w."deletedAt" IS NULL';
    ELSE
      next_week := coalesce(next_week, search_week(least(high, newest)));
      weeks := ARRAY(SELECT generate_series(next_week, greatest(search_week(oldest), next_week - stride + 1), -1));
      next_week := next_week - stride;
      low := CASE WHEN next_week < search_week(oldest) THEN '-infinity' ELSE to_timestamp((next_week + 1) * 604800::float8) END;
      hits := 'SELECT m."itemId", m."createdAt", m."id" FROM "message" m
        WHERE m."workspaceId" = $1 AND search_week(m."createdAt") = ANY ($7) AND m."search" @@ $2
          AND m."createdAt" <= $4 AND m."deletedAt" IS NULL';
    END IF;

    RETURN QUERY EXECUTE format($sql$
      WITH hit ("itemId", "at", "place", is_person) AS (
        SELECT *, false FROM (%s) AS message
        UNION ALL
        SELECT i."id", i."lastActivityAt", i."id", true FROM "item" i
        WHERE i."workspaceId" = $1 AND i."contactId" = ANY ($3) AND i."lastActivityAt" <= $4 AND i."lastActivityAt" > $5
      )
      SELECT i."id", hit."at", hit."place"
      FROM (SELECT * FROM hit WHERE ($8 IS NULL OR (hit."at", hit."place") < ($8, $9)) ORDER BY hit."at" DESC, hit."place" DESC OFFSET 0) AS hit
      JOIN "item" i ON i."workspaceId" = $1 AND i."id" = hit."itemId"
      WHERE (hit.is_person OR (i."contactId" <> ALL ($3) AND NOT EXISTS (
          SELECT FROM "message" n WHERE n."workspaceId" = $1 AND n."itemId" = i."id"
            AND (n."createdAt", n."id") > (hit."at", hit."place") AND n."search" @@ $2 AND n."deletedAt" IS NULL)))
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
      $sql$, hits)
    USING workspace, words.query, people, high, low, missing, weeks, place_at, place_id,
      statuses, kind, channel, network, contact, owner, is_unassigned, tag, is_failed, expires_from, expires_to;
    GET DIAGNOSTICS got = ROW_COUNT;
    stride := CASE WHEN weeks IS NOT NULL AND got * 4 < missing THEN least(stride * 4, 64) ELSE stride END;
    missing := missing - got;
    EXIT WHEN missing <= 0 OR low = '-infinity';
    high := low;
  END LOOP;
END $$;
