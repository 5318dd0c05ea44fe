import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { prepared } from '#lib/db/statement-name.ts';
import { Refusal } from '#lib/refusal.ts';
import { itemRow, type RawItemRow, rowColumns, rowJoins } from './item-row.ts';
import type { ItemRow } from '../types.ts';

/** The rows of these items, in the order asked for; an id that is not of this workspace is left out. */
export async function readItemRows(tx: Tx, caller: Caller, itemIds: readonly string[]): Promise<ItemRow[]> {
  if (itemIds.length === 0) return [];
  const rows = await tx.$queryRaw<RawItemRow[]>(Prisma.sql`${prepared}
    SELECT ${rowColumns}
    FROM unnest(${itemIds}::uuid[]) WITH ORDINALITY AS chosen ("id", place)
    JOIN "item" i ON i."workspaceId" = ${caller.workspaceId}::uuid AND i."id" = chosen."id"
    ${rowJoins(caller)}
    ORDER BY chosen.place`);
  return rows.map(itemRow);
}

/** @throws Refusal `not_found` */
export async function readItemRow(tx: Tx, caller: Caller, itemId: string): Promise<ItemRow> {
  const [row] = await readItemRows(tx, caller, [itemId]);
  if (!row) throw new Refusal('not_found');
  return row;
}
