import { Prisma } from '#lib/db/generated/client.ts';

/**
 * Who owes a promise `p` of an item `i`, as the id of a member: the owner of the item, whoever that is by now; where nobody
 * holds it, who made the promise, while they are here; else null.
 */
export const owedBySql = Prisma.sql`coalesce(i."ownerId", (SELECT maker."id" FROM "member" maker
  WHERE maker."workspaceId" = p."workspaceId" AND maker."id" = p."madeById" AND maker."removedAt" IS NULL))`;
