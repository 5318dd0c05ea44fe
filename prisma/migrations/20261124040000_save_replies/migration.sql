-- Saved replies in French and English, of a workspace and of an organization, and what a brand demands of every reply.

CREATE TABLE "saved_reply" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "title" text NOT NULL,
  -- Empty: in no folder.
  "folder" text NOT NULL DEFAULT '',
  -- One half may be missing (empty), not both.
  "fr" text NOT NULL DEFAULT '',
  "en" text NOT NULL DEFAULT '',
  -- Title, folder and both halves in lower case without accents, for the search.
  "foldedText" text NOT NULL,
  -- Hashes of its normalized words, a few in a row: by them its text is recognized in another workspace.
  "marksFr" bigint[] NOT NULL DEFAULT '{}',
  "marksEn" bigint[] NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "saved_reply_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "saved_reply_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE,
  CONSTRAINT "saved_reply_has_text" CHECK ("fr" <> '' OR "en" <> '')
);
CREATE INDEX "saved_reply_marksFr" ON "saved_reply" USING gin ("marksFr");
CREATE INDEX "saved_reply_marksEn" ON "saved_reply" USING gin ("marksEn");

-- The same for every workspace of an organization.
CREATE TABLE "organization_saved_reply" (
  "organizationId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "title" text NOT NULL,
  "folder" text NOT NULL DEFAULT '',
  "fr" text NOT NULL DEFAULT '',
  "en" text NOT NULL DEFAULT '',
  "foldedText" text NOT NULL,
  "marksFr" bigint[] NOT NULL DEFAULT '{}',
  "marksEn" bigint[] NOT NULL DEFAULT '{}',
  "createdAt" timestamptz(3) NOT NULL DEFAULT now(),
  "updatedAt" timestamptz(3) NOT NULL DEFAULT now(),
  CONSTRAINT "organization_saved_reply_pkey" PRIMARY KEY ("organizationId", "id"),
  CONSTRAINT "organization_saved_reply_organizationId_fkey" FOREIGN KEY ("organizationId")
    REFERENCES "organization" ("id") ON DELETE CASCADE,
  CONSTRAINT "organization_saved_reply_has_text" CHECK ("fr" <> '' OR "en" <> '')
);
CREATE INDEX "organization_saved_reply_marksFr" ON "organization_saved_reply" USING gin ("marksFr");
CREATE INDEX "organization_saved_reply_marksEn" ON "organization_saved_reply" USING gin ("marksEn");

-- How often a workspace inserted a saved reply, its own or its organization's.
CREATE TABLE "saved_reply_use" (
  "workspaceId" uuid NOT NULL,
  "savedReplyId" uuid NOT NULL,
  "used" integer NOT NULL,
  "lastUsedAt" timestamptz(3) NOT NULL,
  CONSTRAINT "saved_reply_use_pkey" PRIMARY KEY ("workspaceId", "savedReplyId"),
  CONSTRAINT "saved_reply_use_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);

-- A workspace's own variables, such as its telephone number, for its saved replies and its organization's.
CREATE TABLE "reply_field" (
  "workspaceId" uuid NOT NULL,
  "id" uuid NOT NULL DEFAULT uuid_v7(),
  "name" text NOT NULL,
  "fr" text NOT NULL,
  "en" text NOT NULL,
  CONSTRAINT "reply_field_pkey" PRIMARY KEY ("workspaceId", "id"),
  CONSTRAINT "reply_field_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);
CREATE UNIQUE INDEX "reply_field_workspaceId_name_key" ON "reply_field" ("workspaceId", "name");

-- What a brand demands of every reply. Without a row: nothing.
CREATE TABLE "guard_rails" (
  "workspaceId" uuid NOT NULL,
  -- 'tu' or 'vous'; null: no rule.
  "address" text,
  "tone" text NOT NULL,
  "bannedWords" text[] NOT NULL,
  "requiredWords" text[] NOT NULL,
  "signatureFr" text NOT NULL,
  "signatureEn" text NOT NULL,
  "fixesTypography" boolean NOT NULL,
  -- Whether leads may send a stopped reply, with a reason.
  "mayOverride" boolean NOT NULL,
  CONSTRAINT "guard_rails_pkey" PRIMARY KEY ("workspaceId"),
  CONSTRAINT "guard_rails_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "workspace" ("id") ON DELETE CASCADE
);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['saved_reply', 'saved_reply_use', 'reply_field', 'guard_rails'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY in_workspace ON %I TO parvis_app
      USING ("workspaceId" = nullif(current_setting(''app.workspace_id'', true), '''')::uuid)', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parvis_app', name);
  END LOOP;
END $$;

-- Read and written from within any workspace of the organization, and of no other organization's.
ALTER TABLE "organization_saved_reply" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "organization_saved_reply" FORCE ROW LEVEL SECURITY;
CREATE POLICY in_workspace ON "organization_saved_reply" TO parvis_app USING ("organizationId" = (
    SELECT w."organizationId" FROM "workspace" w WHERE w."id" = nullif(current_setting('app.workspace_id', true), '')::uuid));
GRANT SELECT, INSERT, UPDATE, DELETE ON "organization_saved_reply" TO parvis_app;

-- Whose text it is ————————————————————————————————————————————————————————————

-- Owns the one function that looks beyond the workspace: at hashes and names, never at a text.
DO $$ BEGIN
  BEGIN
    CREATE ROLE parvis_saved_replies NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE format('GRANT parvis_saved_replies TO %I', current_user);
  EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'parvis_saved_replies is granted already';
  END;
END $$;
GRANT USAGE ON SCHEMA public TO parvis_saved_replies;
CREATE POLICY recognize ON "saved_reply" FOR SELECT TO parvis_saved_replies USING (true);
CREATE POLICY recognize ON "organization_saved_reply" FOR SELECT TO parvis_saved_replies USING (true);
CREATE POLICY recognize ON "workspace" FOR SELECT TO parvis_saved_replies USING (true);
CREATE POLICY recognize ON "member" FOR SELECT TO parvis_saved_replies USING (true);
GRANT SELECT ("workspaceId", "marksFr", "marksEn") ON "saved_reply" TO parvis_saved_replies;
GRANT SELECT ("organizationId", "marksFr", "marksEn") ON "organization_saved_reply" TO parvis_saved_replies;
GRANT SELECT ("id", "organizationId", "name") ON "workspace" TO parvis_saved_replies;
GRANT SELECT ("id", "name") ON "organization" TO parvis_saved_replies;
GRANT SELECT ("workspaceId", "id", "userId", "role", "removedAt") ON "member" TO parvis_saved_replies;

-- How much of a saved reply's marks a text has: 0 to 1.
CREATE FUNCTION share_of_marks(saved bigint[], given bigint[]) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN cardinality(saved) = 0 THEN 0
    ELSE (SELECT count(*) FROM unnest(saved) AS s (mark) WHERE s.mark = ANY (given))::double precision / cardinality(saved) END
$$;

/* The other workspace, or organization, whose saved reply a text is, or nearly is; no row where it is as much one of this
   workspace's. It knows the workspace and the member from the transaction, and looks only where the same person may read
   saved replies: it tells nobody of what he may not see. */
CREATE FUNCTION saved_reply_owner(given bigint[], threshold double precision) RETURNS TABLE ("name" text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH here AS (
    SELECT m."userId", w."id", w."organizationId" FROM "member" m JOIN "workspace" w ON w."id" = m."workspaceId"
    WHERE m."workspaceId" = nullif(current_setting('app.workspace_id', true), '')::uuid
      AND m."id" = nullif(current_setting('app.member_id', true), '')::uuid
  ), readable AS (
    SELECT w."id", w."organizationId", w."name" FROM here
    JOIN "member" m ON m."userId" = here."userId" AND m."removedAt" IS NULL AND m."role" <> 'client'
    JOIN "workspace" w ON w."id" = m."workspaceId"
  ), candidate AS (
    SELECT r."workspaceId" AS "of", r."workspaceId" = here."id" AS "isOwn", w."name",
      greatest(share_of_marks(r."marksFr", given), share_of_marks(r."marksEn", given)) AS "share"
    FROM "saved_reply" r JOIN readable w ON w."id" = r."workspaceId" CROSS JOIN here
    WHERE r."marksFr" && given OR r."marksEn" && given
    UNION ALL
    SELECT r."organizationId", r."organizationId" = here."organizationId", o."name",
      greatest(share_of_marks(r."marksFr", given), share_of_marks(r."marksEn", given))
    FROM "organization_saved_reply" r JOIN "organization" o ON o."id" = r."organizationId" CROSS JOIN here
    WHERE (r."marksFr" && given OR r."marksEn" && given)
      AND r."organizationId" IN (SELECT readable."organizationId" FROM readable)
  )
  SELECT c."name" FROM candidate c
  WHERE NOT c."isOwn" AND c."share" >= threshold
    AND c."share" > coalesce((SELECT max(own."share") FROM candidate own WHERE own."isOwn"), 0)
  ORDER BY c."share" DESC, c."name" LIMIT 1
$$;

REVOKE EXECUTE ON FUNCTION saved_reply_owner(bigint[], double precision), share_of_marks(bigint[], bigint[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION share_of_marks(bigint[], bigint[]) TO parvis_saved_replies;
GRANT EXECUTE ON FUNCTION saved_reply_owner(bigint[], double precision) TO parvis_app;
GRANT CREATE ON SCHEMA public TO parvis_saved_replies;
ALTER FUNCTION saved_reply_owner(bigint[], double precision) OWNER TO parvis_saved_replies;
REVOKE CREATE ON SCHEMA public FROM parvis_saved_replies;
