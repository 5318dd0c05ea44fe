import { Prisma } from '#lib/db/generated/client.ts';

/**
 * The state of the message `m`, as SQL: what its action has come to. A message that nobody wrote in Parvis has no
 * action: the network sent it to us, or shows it as the brand's unless it rejected it.
 */
export const messageState = Prisma.sql`CASE WHEN m."direction" = 'inbound' THEN 'received' ELSE coalesce(
    (SELECT CASE sending."state" WHEN 'done' THEN 'sent' ELSE sending."state"::text END FROM "action" sending
      WHERE sending."workspaceId" = m."workspaceId" AND sending."messageId" = m."id"),
    CASE WHEN m."isRejected" THEN 'failed' ELSE 'sent' END) END`;
