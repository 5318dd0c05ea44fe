import { Prisma } from '#lib/db/generated/client.ts';
import { notificationKinds } from './types.ts';
import { defaultSettings } from './settings/types.ts';

const hiddenByDefault = notificationKinds.filter((kind) => !defaultSettings.kinds[kind].product);

/**
 * A condition on a row `n` of `notification`: what it is about is still so. A note that was deleted and an act that was undone
 * are not told. What the reader may not see any more is hidden by the database.
 */
export const currentSql = Prisma.sql`
  NOT EXISTS (SELECT FROM "note" gone WHERE gone."workspaceId" = n."workspaceId" AND gone."id" = n."noteId"
    AND gone."deletedAt" IS NOT NULL)
  AND NOT EXISTS (SELECT FROM "item_history" h WHERE h."workspaceId" = n."workspaceId" AND h."itemId" = n."itemId"
    AND h."undoesId" = n."subjectId")`;

/** It is also of a kind that the reader wants in the product. */
export const shownSql = Prisma.sql`${currentSql}
  AND coalesce((SELECT choice."product" FROM "notification_choice" choice WHERE choice."workspaceId" = n."workspaceId"
    AND choice."memberId" = n."memberId" AND choice."kind" = n."kind"), n."kind" <> ALL (${hiddenByDefault}::text[]))`;
