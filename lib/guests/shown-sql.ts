import { Prisma } from '#lib/db/generated/client.ts';

/** Whether a guest sees a message `m`: what people wrote and what was published. What waits or failed is the team's. */
export const isPublished = Prisma.sql`NOT EXISTS (SELECT FROM "action" x
  WHERE x."workspaceId" = m."workspaceId" AND x."messageId" = m."id" AND x."state" <> 'done')`;

/** The files of a message `m`, as a list in JSON. */
export const filesOfMessage = Prisma.sql`coalesce((
  SELECT json_agg(json_build_object('file', t."id", 'kind', t."kind", 'altText', t."altText") ORDER BY t."position", t."id")
  FROM "attachment" t WHERE t."workspaceId" = m."workspaceId" AND t."messageId" = m."id"), '[]')`;
