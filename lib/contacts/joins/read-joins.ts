import { Prisma } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import type { Evidence, JoinView, ProfileRef } from '../types.ts';

type RawJoin = {
  id: string;
  between: ProfileRef[] | null;
  evidence: Evidence[];
  joinedById: string;
  joinedBy: string;
  joinedAt: Date;
  separatedById: string | null;
  separatedBy: string | null;
  separatedAt: Date | null;
};

/** The joins of these contacts that the reader sees, also those that were taken back, latest first. */
export async function readJoins(tx: Tx, contactIds: readonly string[]): Promise<JoinView[]> {
  const ids = [...contactIds];
  const rows = await tx.$queryRaw<RawJoin[]>(Prisma.sql`
    SELECT j."id"::text, sides.list AS "between", j."evidence", j."joinedById"::text, joiner."name" AS "joinedBy", j."joinedAt",
      j."separatedById"::text, separator."name" AS "separatedBy", j."separatedAt"
    FROM "contact_join" j
    JOIN "member" jm ON jm."workspaceId" = j."workspaceId" AND jm."id" = j."joinedById"
    JOIN "user" joiner ON joiner."id" = jm."userId"
    LEFT JOIN "member" sm ON sm."workspaceId" = j."workspaceId" AND sm."id" = j."separatedById"
    LEFT JOIN "user" separator ON separator."id" = sm."userId"
    LEFT JOIN LATERAL (
      SELECT json_agg(json_build_object('contactId', side.id, 'network', coalesce(d."network", ''),
        'handle', coalesce(d."handle", ''), 'name', coalesce(d."name", '')) ORDER BY side.id) AS list
      FROM unnest(ARRAY[j."contactId", j."otherId"]) AS side (id)
      LEFT JOIN LATERAL (SELECT * FROM "identity" one
        WHERE one."workspaceId" = j."workspaceId" AND one."contactId" = side.id ORDER BY one."id" LIMIT 1) d ON true
    ) sides ON true
    WHERE j."workspaceId" = current_workspace() AND j."id" IN (
      SELECT "id" FROM "contact_join" WHERE "workspaceId" = current_workspace() AND "contactId" = ANY (${ids}::uuid[])
      UNION SELECT "id" FROM "contact_join" WHERE "workspaceId" = current_workspace() AND "otherId" = ANY (${ids}::uuid[]))
    ORDER BY coalesce(j."separatedAt", j."joinedAt") DESC, j."id" DESC LIMIT 100`);
  return rows.map((row) => ({
    id: row.id,
    between: row.between ?? [],
    evidence: row.evidence,
    by: { id: row.joinedById, name: row.joinedBy },
    at: row.joinedAt.toISOString(),
    separatedBy: row.separatedById === null ? null : { id: row.separatedById, name: row.separatedBy ?? '' },
    separatedAt: row.separatedAt?.toISOString() ?? null,
  }));
}
