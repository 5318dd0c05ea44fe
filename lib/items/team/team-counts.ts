import { Prisma } from '#lib/db/generated/client.ts';

/** Open items in the queue of each team that nobody holds, for the numbers beside the teams. One index range. */
export const waitingByTeam = Prisma.sql`
    SELECT 'team', "teamId"::text, count(*)::float8 FROM "item"
    WHERE "statusCode" = 1 AND "teamId" IS NOT NULL AND "ownerId" IS NULL GROUP BY "teamId"`;
