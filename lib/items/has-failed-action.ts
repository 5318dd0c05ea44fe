import { Prisma } from '#lib/db/generated/client.ts';

/**
 * Whether an action of the item failed, or ended in a way that nobody knows, as SQL. An item's `sendFailed` says so
 * until a member deals with it.
 * @param item the item's name in the statement
 */
export function hasFailedAction(item: 'i' | 'item'): Prisma.Sql {
  const row = Prisma.raw(`"${item}"`);
  return Prisma.sql`EXISTS (
    SELECT FROM "action" ended WHERE ended."workspaceId" = ${row}."workspaceId" AND ended."itemId" = ${row}."id"
      AND ended."state" IN ('failed', 'unconfirmed'))`;
}
