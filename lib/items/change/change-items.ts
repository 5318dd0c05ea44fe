import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from '../list/item-row.ts';
import type { ItemEvent } from '../transitions.ts';
import type { ItemRow } from '../types.ts';
import { type Actor, isRecorded, type ItemWrite, writeItems } from './write-items.ts';

export type { Actor } from './write-items.ts';

/** One event with its data, so that one item and 100,000 items are changed by the same code. */
export type ItemChange = { event: ItemEvent } & Pick<
  ItemWrite,
  'values' | 'where' | 'facts' | 'details' | 'noteId' | 'isRecorded' | 'undoData'
>;

/**
 * Applies an event to the items that it changes, and writes their history, in one statement.
 * @returns the changed items with the ids of their history entries; null for an event that writes no entry. Events that
 *   write an entry for some items only (`historyIf`, `silentIn`) are not for this function.
 */
export async function changeItems(
  tx: Tx,
  by: Actor,
  itemIds: readonly string[],
  change: ItemChange,
  batchId: string | null = null,
): Promise<{ itemId: string; historyId: string | null }[]> {
  const write = writeItems({ ...change, by, batchId, which: Prisma.sql`i."id" = ANY(${itemIds}::uuid[])` });
  return await tx.$queryRaw<{ itemId: string; historyId: string | null }[]>(Prisma.sql`${prepared}
    WITH ${write}
    ${
      isRecorded(change)
        ? Prisma.sql`SELECT "itemId"::text, "id"::text AS "historyId" FROM recorded`
        : Prisma.sql`SELECT "id"::text AS "itemId", NULL AS "historyId" FROM changed`
    }`);
}

/**
 * Same as {@link changeItems} for one item; also reads the changed item, in the same statement.
 * @returns null when the event does not change it, or there is no such item here
 */
export async function changeItem(
  tx: Tx,
  caller: Caller,
  itemId: string,
  change: ItemChange,
): Promise<{ item: ItemRow; historyId: string } | null> {
  const write = writeItems({
    ...change,
    by: caller,
    which: Prisma.sql`i."id" = ANY(${[itemId]}::uuid[])`,
    columns: Prisma.sql`i.*`,
  });
  const [row] = await tx.$queryRaw<(RawItemRow & { historyId: string })[]>(Prisma.sql`${prepared}
    WITH ${write}
    SELECT ${rowColumns}, recorded."id"::text AS "historyId"
    FROM recorded JOIN changed i ON i."workspaceId" = recorded."workspaceId" AND i."id" = recorded."itemId"
    ${rowJoins(caller)}`);
  return row ? { item: itemRow(row), historyId: row.historyId } : null;
}
