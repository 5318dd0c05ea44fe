-- Who stands at the door? One statement tells a request's session or API key from a stranger, before any workspace
-- is entered. The role that owns these functions sees what that takes and nothing else.

DO $$ BEGIN CREATE ROLE parvis_door NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$;
DO $$ BEGIN EXECUTE format('GRANT parvis_door TO %I', current_user);
EXCEPTION WHEN OTHERS THEN RAISE NOTICE 'role already granted'; END $$;

CREATE POLICY door ON "workspace" FOR SELECT TO parvis_door USING (true);
CREATE POLICY door ON "member" FOR SELECT TO parvis_door USING (true);
CREATE POLICY door ON "api_key" FOR SELECT TO parvis_door USING (true);
GRANT USAGE ON SCHEMA public TO parvis_door;
GRANT SELECT ("id", "slug") ON "workspace" TO parvis_door;
GRANT SELECT ("workspaceId", "id", "userId", "role", "removedAt") ON "member" TO parvis_door;
GRANT SELECT ("workspaceId", "id", "memberId", "keyHash", "lastUsedAt", "revokedAt") ON "api_key" TO parvis_door;
GRANT SELECT ("id", "userId", "lastSeenAt", "expiresAt", "revokedAt") ON "session" TO parvis_door;

/* The member behind a session in the workspace of that id or slug; no row for anyone else. */
CREATE FUNCTION caller_for_session(session_id uuid, workspace_id uuid, workspace_slug text)
RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid, "role" "Role", "lastSeenAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."id", m."id", m."userId", m."role", s."lastSeenAt"
  FROM "session" s
  JOIN "member" m ON m."userId" = s."userId" AND m."removedAt" IS NULL
  JOIN "workspace" w ON w."id" = m."workspaceId"
  WHERE s."id" = session_id AND s."revokedAt" IS NULL AND s."expiresAt" > now()
    AND (w."id" = workspace_id OR w."slug" = workspace_slug)
$$;

/* The member behind an API key; no row when the key is of another workspace, revoked, or its member has left. */
CREATE FUNCTION caller_for_api_key(key_workspace_id uuid, key_hash text, workspace_id uuid, workspace_slug text)
RETURNS TABLE ("workspaceId" uuid, "memberId" uuid, "userId" uuid, "role" "Role", "keyId" uuid, "lastUsedAt" timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w."id", m."id", m."userId", m."role", k."id", k."lastUsedAt"
  FROM "api_key" k
  JOIN "member" m ON m."workspaceId" = k."workspaceId" AND m."id" = k."memberId" AND m."removedAt" IS NULL
  JOIN "workspace" w ON w."id" = k."workspaceId"
  WHERE k."workspaceId" = key_workspace_id AND k."keyHash" = key_hash AND k."revokedAt" IS NULL
    AND (w."id" = workspace_id OR w."slug" = workspace_slug)
$$;

-- Who is given a function must be able to create one; the right is lent for that moment only.
GRANT CREATE ON SCHEMA public TO parvis_door;
ALTER FUNCTION caller_for_session(uuid, uuid, text) OWNER TO parvis_door;
ALTER FUNCTION caller_for_api_key(uuid, text, uuid, text) OWNER TO parvis_door;
REVOKE CREATE ON SCHEMA public FROM parvis_door;

REVOKE EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text) FROM PUBLIC;
REVOKE EXECUTE ON FUNCTION caller_for_api_key(uuid, text, uuid, text) FROM PUBLIC;
DO $$ BEGIN
  EXECUTE format('GRANT EXECUTE ON FUNCTION caller_for_session(uuid, uuid, text), caller_for_api_key(uuid, text, uuid, text) TO %I', current_user);
END $$;
