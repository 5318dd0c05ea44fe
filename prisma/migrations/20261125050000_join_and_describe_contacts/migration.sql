-- People across networks: contacts that a member joined, what the team knows of a person, and finding people among a million.

-- Locks ———————————————————————————————————————————————————————————————————————

-- All at once and first, in the order in which the product's statements take them.
LOCK TABLE "workspace", "member" IN SHARE ROW EXCLUSIVE MODE;
LOCK TABLE "contact" IN ACCESS EXCLUSIVE MODE;
LOCK TABLE "identity" IN ACCESS EXCLUSIVE MODE;
LOCK TABLE "action", "tag" IN SHARE ROW EXCLUSIVE MODE;

-- Joined contacts —————————————————————————————————————————————————————————————

/* That two contacts are one person, as a member judged. The contacts themselves, their profiles and their items stay as they
   are: a person is the contacts that are connected by joins, so taking one join away gives back exactly what was. */
CREATE TABLE "contact_join" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  -- The smaller id first: whoever joins the same two the other way round finds this row.
  "contactId" uuid NOT NULL,
  "otherId" uuid NOT NULL,
  -- What spoke for it at that moment: `same_handle`, `same_name`.
  "evidence" text[] NOT NULL DEFAULT '{}',
  "joinedById" uuid NOT NULL,
  "joinedAt" timestamptz(3) NOT NULL DEFAULT now(),
  "separatedById" uuid,
  "separatedAt" timestamptz(3),
  CONSTRAINT "contact_join_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "contact_join_in_order" CHECK ("contactId" < "otherId"),
  CONSTRAINT "contact_join_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "contact_join_workspaceId_otherId_fkey" FOREIGN KEY ("workspaceId", "otherId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "contact_join_workspaceId_joinedById_fkey" FOREIGN KEY ("workspaceId", "joinedById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT,
  CONSTRAINT "contact_join_workspaceId_separatedById_fkey" FOREIGN KEY ("workspaceId", "separatedById")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "contact_join_pair" ON "contact_join" ("workspaceId", "contactId", "otherId") WHERE "separatedAt" IS NULL;
CREATE INDEX "contact_join_workspaceId_contactId_idx" ON "contact_join" ("workspaceId", "contactId");
CREATE INDEX "contact_join_workspaceId_otherId_idx" ON "contact_join" ("workspaceId", "otherId");

ALTER TABLE "contact"
  -- The same in all contacts of one person: the smallest of their ids. Null: joined to none.
  ADD COLUMN "personId" uuid,
  ADD COLUMN "isVip" boolean NOT NULL DEFAULT false;
CREATE INDEX "contact_person" ON "contact" ("workspaceId", "personId", "id") WHERE "personId" IS NOT NULL;
CREATE INDEX "contact_vip" ON "contact" ("workspaceId", "id") WHERE "isVip";

-- Owns the one function that writes `personId`: a member may join what is connected to contacts that are hidden from them.
DO $$ BEGIN
  BEGIN
    CREATE ROLE parvis_contacts NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT parvis_contacts TO %I', current_user);
  EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'parvis_contacts is granted already';
  END;
END $$;
GRANT USAGE ON SCHEMA public TO parvis_contacts;

/* Gives each contact that the two are connected with the mark of its person. The acts that join and separate run one at a
   time in a workspace, so what is read here is what will stand. */
CREATE FUNCTION mark_persons() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  changed "contact_join" := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  one uuid;
  persons uuid[];
BEGIN
  FOREACH one IN ARRAY ARRAY[changed."contactId", changed."otherId"] LOOP
    WITH RECURSIVE person (id) AS (
      SELECT one
      UNION
      SELECT CASE WHEN j."contactId" = p.id THEN j."otherId" ELSE j."contactId" END
      FROM person p JOIN "contact_join" j ON j."workspaceId" = changed."workspaceId" AND j."separatedAt" IS NULL
        AND (j."contactId" = p.id OR j."otherId" = p.id)
    )
    SELECT array_agg(id ORDER BY id) INTO persons FROM person;
    UPDATE "contact" c SET "personId" = CASE WHEN cardinality(persons) > 1 THEN persons[1] END
    WHERE c."workspaceId" = changed."workspaceId" AND c."id" = ANY (persons)
      AND c."personId" IS DISTINCT FROM CASE WHEN cardinality(persons) > 1 THEN persons[1] END;
  END LOOP;
  RETURN NULL;
END $$;
REVOKE EXECUTE ON FUNCTION mark_persons() FROM PUBLIC;
CREATE TRIGGER mark_persons AFTER INSERT OR UPDATE OF "separatedAt" OR DELETE ON "contact_join"
  FOR EACH ROW EXECUTE FUNCTION mark_persons();

-- What the team knows —————————————————————————————————————————————————————————

CREATE TABLE "contact_tag" (
  "workspaceId" uuid NOT NULL,
  "contactId" uuid NOT NULL,
  "tagId" uuid NOT NULL,
  CONSTRAINT "contact_tag_pkey" PRIMARY KEY ("workspaceId", "contactId", "tagId"),
  CONSTRAINT "contact_tag_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "contact_tag_workspaceId_tagId_fkey" FOREIGN KEY ("workspaceId", "tagId")
    REFERENCES "tag" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "contact_tag_order" ON "contact_tag" ("workspaceId", "tagId", "contactId");

CREATE TABLE "contact_note" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "contactId" uuid NOT NULL,
  "memberId" uuid NOT NULL,
  "text" text NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "contact_note_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "contact_note_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "contact_note_workspaceId_memberId_fkey" FOREIGN KEY ("workspaceId", "memberId")
    REFERENCES "member" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE RESTRICT
);
CREATE INDEX "contact_note_workspaceId_contactId_idx" ON "contact_note" ("workspaceId", "contactId", "id");

-- A workspace's own facts about a person, such as a customer number.
CREATE TABLE "contact_field" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  -- 'text', 'number', 'date' or 'choice'
  "kind" text NOT NULL,
  -- Of a choice; else empty.
  "choices" text[] NOT NULL DEFAULT '{}',
  CONSTRAINT "contact_field_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "contact_field_kind" CHECK ("kind" IN ('text', 'number', 'date', 'choice')),
  CONSTRAINT "contact_field_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "contact_field_name" ON "contact_field" ("workspaceId", lower("name"));

CREATE TABLE "contact_field_value" (
  "workspaceId" uuid NOT NULL,
  "contactId" uuid NOT NULL,
  "fieldId" uuid NOT NULL,
  -- A number with a point, a date as yyyy-mm-dd.
  "value" text NOT NULL,
  "setAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "contact_field_value_pkey" PRIMARY KEY ("workspaceId", "contactId", "fieldId"),
  CONSTRAINT "contact_field_value_workspaceId_contactId_fkey" FOREIGN KEY ("workspaceId", "contactId")
    REFERENCES "contact" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT "contact_field_value_workspaceId_fieldId_fkey" FOREIGN KEY ("workspaceId", "fieldId")
    REFERENCES "contact_field" ("workspaceId", "id") ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX "contact_field_value_workspaceId_fieldId_idx" ON "contact_field_value" ("workspaceId", "fieldId");

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['contact_join', 'contact_tag', 'contact_note', 'contact_field', 'contact_field_value'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
    PERFORM audit_table(name);
  END LOOP;
END $$;

-- What is known of a person is seen where the person is; that two are one, where both are.
CREATE FUNCTION sees_contact(workspace uuid, contact uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "contact" c WHERE c."workspaceId" = $1 AND c."id" = $2);
END $$;
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['contact_tag', 'contact_note', 'contact_field_value'] LOOP
    EXECUTE format('CREATE POLICY seen_person ON %I AS RESTRICTIVE TO parvis_app
      USING ((SELECT sees_all_items()) OR sees_contact("workspaceId", "contactId"))', name);
  END LOOP;
END $$;
CREATE POLICY seen_person ON "contact_join" AS RESTRICTIVE TO parvis_app USING ((SELECT sees_all_items())
  OR (sees_contact("workspaceId", "contactId") AND sees_contact("workspaceId", "otherId")));

CREATE POLICY mark_persons ON "contact_join" FOR SELECT TO parvis_contacts USING (true);
CREATE POLICY mark_persons ON "contact" TO parvis_contacts USING (true);
GRANT SELECT ON "contact_join" TO parvis_contacts;
GRANT SELECT ("workspaceId", "id", "personId"), UPDATE ("personId") ON "contact" TO parvis_contacts;

-- Finding people ——————————————————————————————————————————————————————————————

CREATE INDEX "identity_network" ON "identity" ("workspaceId", "network", "contactId");
CREATE INDEX "identity_same_handle" ON "identity" ("workspaceId", lower("handle")) WHERE "handle" <> '';
CREATE INDEX "identity_same_name" ON "identity" ("workspaceId", lower("name"));
-- Who was blocked is read from the items that it was done on.
CREATE INDEX "action_blocks" ON "action" ("workspaceId", "itemId") WHERE "kind" = 'block' AND "state" = 'done';

-- Whether the acting member may see a contact: as the policy `seen_person`, for a function whose owner sees all.
CREATE FUNCTION shows_contact(workspace uuid, contact uuid, seen uuid[], hides boolean, me uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE COST 10000 SET search_path = public, pg_temp AS $$
  SELECT (seen IS NULL AND NOT hides)
    OR EXISTS (SELECT FROM "item" i WHERE i."workspaceId" = workspace AND i."contactId" = contact
      AND (seen IS NULL OR i."channelId" = ANY (seen))
      AND (NOT hides OR i."confidentialTo" IS NULL OR me = ANY (i."confidentialTo")))
    OR EXISTS (SELECT FROM "identity" d WHERE d."workspaceId" = workspace AND d."contactId" = contact
      AND EXISTS (SELECT FROM "message" m WHERE m."workspaceId" = workspace AND m."identityId" = d."id"
        AND (SELECT (seen IS NULL OR i."channelId" = ANY (seen))
            AND (NOT hides OR i."confidentialTo" IS NULL OR me = ANY (i."confidentialTo"))
          FROM "item" i WHERE i."workspaceId" = workspace AND i."id" = m."itemId")))
$$;

-- The words of a name or a handle that somebody typed; the last may be half typed. Null for no word.
CREATE FUNCTION contact_query(given text) RETURNS tsquery LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  term record;
  words tsquery;
BEGIN
  FOR term IN
    SELECT lexeme, positions[1] = max(positions[1]) OVER () AS is_last
    FROM unnest(to_tsvector('parvis', translate(given, '.@-_:/', '      '))) ORDER BY positions[1] LIMIT 8
  LOOP
    words := CASE WHEN words IS NULL THEN search_term(term.lexeme, term.is_last)
      ELSE words && search_term(term.lexeme, term.is_last) END;
  END LOOP;
  RETURN words;
END $$;

/* The contacts of the current workspace with a profile whose name or handle has all the words, newest contact first, before
   `place`. Row-level security prevents text search from using its index, so this runs as a role that sees all, and returns
   only what the acting member may see. Frequent words are found by walking back through the newest contacts, rarer ones by the
   index. */
CREATE FUNCTION search_contacts(given text, place uuid, wanted integer) RETURNS TABLE ("id" uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  workspace uuid := current_workspace();
  seen uuid[] := seen_channels();
  hides boolean := hides_confidential();
  me uuid := acting_member();
  query tsquery := contact_query(given);
  high uuid := coalesce(place, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  low uuid;
  got integer;
BEGIN
  IF query IS NULL THEN RETURN; END IF;
  SELECT coalesce((SELECT d."contactId" FROM "identity" d WHERE d."workspaceId" = workspace AND d."contactId" < high
    ORDER BY d."contactId" DESC OFFSET 1000 LIMIT 1), '00000000-0000-0000-0000-000000000000') INTO low;
  RETURN QUERY SELECT w."contactId" FROM (
      SELECT d."contactId", d."name", d."handle" FROM "identity" d
      WHERE d."workspaceId" = workspace AND d."contactId" < high AND d."contactId" > low
      ORDER BY d."contactId" DESC OFFSET 0) AS w
    WHERE search_name(w."name", w."handle") @@ query AND shows_contact(workspace, w."contactId", seen, hides, me)
    ORDER BY w."contactId" DESC LIMIT wanted;
  GET DIAGNOSTICS got = ROW_COUNT;
  IF got >= wanted THEN RETURN; END IF;
  -- Materialized: else Postgres might walk through all contacts in their order and compare each.
  RETURN QUERY WITH found AS MATERIALIZED (
      SELECT d."contactId" FROM "identity" d
      WHERE d."workspaceId" = workspace AND search_name(d."name", d."handle") @@ query
    )
    SELECT w."contactId" FROM (
      SELECT DISTINCT f."contactId" FROM found f WHERE f."contactId" <= low
      ORDER BY 1 DESC OFFSET 0) AS w
    WHERE shows_contact(workspace, w."contactId", seen, hides, me)
    ORDER BY w."contactId" DESC LIMIT wanted - got;
END $$;

/* The contacts that may be the same person as these, and what speaks for it: the same handle, or the same name of two words or
   more, on a network where these have no profile. */
CREATE FUNCTION contacts_alike(given uuid[]) RETURNS TABLE ("id" uuid, "evidence" text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH own AS (
    SELECT d."network", lower(d."handle") AS handle, lower(d."name") AS name FROM "identity" d
    WHERE d."workspaceId" = current_workspace() AND d."contactId" = ANY (given)
  ), alike AS (
    (SELECT d."contactId", 'same_handle' AS evidence FROM own JOIN "identity" d ON d."workspaceId" = current_workspace()
      AND lower(d."handle") = own.handle AND d."handle" <> '' AND length(own.handle) >= 3
    WHERE d."contactId" <> ALL (given) AND d."network" NOT IN (SELECT o."network" FROM own o) LIMIT 100)
    UNION
    (SELECT d."contactId", 'same_name' FROM own JOIN "identity" d ON d."workspaceId" = current_workspace()
      AND lower(d."name") = own.name AND own.name LIKE '%_ _%'
    WHERE d."contactId" <> ALL (given) AND d."network" NOT IN (SELECT o."network" FROM own o) LIMIT 100)
  )
  SELECT a."contactId", array_agg(a.evidence ORDER BY a.evidence) FROM alike a
  WHERE shows_contact(current_workspace(), a."contactId", seen_channels(), hides_confidential(), acting_member())
  GROUP BY 1
$$;

REVOKE EXECUTE ON FUNCTION search_contacts(text, uuid, integer), contacts_alike(uuid[]), shows_contact(uuid, uuid, uuid[], boolean, uuid)
  FROM PUBLIC;
GRANT EXECUTE ON FUNCTION shows_contact(uuid, uuid, uuid[], boolean, uuid) TO parvis_search;
GRANT EXECUTE ON FUNCTION search_contacts(text, uuid, integer), contacts_alike(uuid[]) TO parvis_app;
GRANT CREATE ON SCHEMA public TO parvis_search, parvis_contacts;
ALTER FUNCTION search_contacts(text, uuid, integer) OWNER TO parvis_search;
ALTER FUNCTION contacts_alike(uuid[]) OWNER TO parvis_search;
ALTER FUNCTION mark_persons() OWNER TO parvis_contacts;
REVOKE CREATE ON SCHEMA public FROM parvis_search, parvis_contacts;
