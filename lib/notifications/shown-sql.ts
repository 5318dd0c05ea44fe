import { Prisma } from '#lib/db/generated/client.ts';

/**
 * A condition on a row `n` of `notification`: what it is about is still so. A note that was deleted and an act that was undone
 * are not shown. What the reader may not see any more is hidden by the database.
 */
export const shownSql = Prisma.sql`
  NOT EXISTS (SELECT FROM "note" gone WHERE gone."workspaceId" = n."workspaceId" AND gone."id" = n."noteId"
    AND gone."deletedAt" IS NOT NULL)
  AND NOT EXISTS (SELECT FROM "item_history" h WHERE h."workspaceId" = n."workspaceId" AND h."itemId" = n."itemId"
    AND h."undoesId" = n."subjectId")`;
