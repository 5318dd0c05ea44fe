import { Prisma } from '#lib/db/generated/client.ts';

/** A lateral join `newest`: the id of the message that the preview shows, for a relation's `itemId`. */
export function newestMessage(workspaceId: string, relation: string): Prisma.Sql {
  return Prisma.sql`LATERAL (
    SELECT m."id" FROM "message" m
    WHERE m."workspaceId" = ${workspaceId}::uuid AND m."itemId" = ${Prisma.raw(relation)}."itemId"
    ORDER BY m."createdAt" DESC, m."id" DESC LIMIT 1
  ) AS newest`;
}
