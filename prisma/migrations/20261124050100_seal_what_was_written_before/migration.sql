-- What was written before the log was sealed is sealed as it is found now. Apart from the rest, because it reads both tables
-- while the product goes on writing them: what it writes meanwhile waits for its seal already.
INSERT INTO "audit_unsealed" ("workspaceId", "source", "lineIds", "firstAt", "lastAt")
SELECT "workspaceId", 'audit', array_agg("id"), min("createdAt"), max("createdAt")
FROM (
  SELECT "workspaceId", "id", "createdAt", row_number() OVER (PARTITION BY "workspaceId" ORDER BY "id") / 1000 AS part
  FROM "audit_entry" e
  WHERE NOT EXISTS (SELECT FROM (SELECT unnest("lineIds") AS "id" FROM "audit_unsealed"
    UNION ALL SELECT unnest("lineIds") FROM "audit_seal") known WHERE known."id" = e."id")
) e GROUP BY "workspaceId", part;
INSERT INTO "audit_unsealed" ("workspaceId", "source", "lineIds", "firstAt", "lastAt")
SELECT "workspaceId", 'history', array_agg("id"), min("createdAt"), max("createdAt")
FROM (
  SELECT "workspaceId", "id", "createdAt",
    row_number() OVER (PARTITION BY "workspaceId" ORDER BY "createdAt", "id") / 1000 AS part
  FROM "item_history" e
  WHERE NOT EXISTS (SELECT FROM (SELECT unnest("lineIds") AS "id" FROM "audit_unsealed"
    UNION ALL SELECT unnest("lineIds") FROM "audit_seal") known WHERE known."id" = e."id")
) e GROUP BY "workspaceId", part;
