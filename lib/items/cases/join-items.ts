import type { Caller } from '#lib/caller.ts';
import { uuid } from '#lib/db/uuid.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItems } from '../change/change-items.ts';
import { CASE_ITEMS_LIMIT } from './types.ts';

/** @throws Refusal `invalid` without an item; `too_many` (`limit`); `not_found` for what is no id */
export function checkItemIds(given: readonly string[]): string[] {
  const itemIds = [...new Set(given.map(uuid))];
  if (itemIds.length === 0) throw new Refusal('invalid', { field: 'itemIds' });
  if (itemIds.length > CASE_ITEMS_LIMIT) throw new Refusal('too_many', { limit: CASE_ITEMS_LIMIT });
  return itemIds;
}

/**
 * Puts items that are in no case into this one: all of them, or none. Those that are in it already stay.
 * @returns how many were put into it
 * @throws Refusal `in_another_case` with the `name` of that case: of two callers with one item, the second; `not_found`
 */
export async function joinItems(
  tx: Tx,
  caller: Caller,
  { id }: { id: string },
  itemIds: readonly string[],
  batchId: string,
): Promise<number> {
  const changed = await changeItems(
    tx,
    caller,
    itemIds,
    {
      event: 'case_joined',
      values: { caseId: id },
      where: Prisma.sql`target."caseId" IS NULL`,
      details: { caseId: id },
    },
    batchId,
  );
  if (changed.length === itemIds.length) return changed.length;
  const found = await tx.$queryRaw<{ caseId: string | null; title: string | null }[]>`
    SELECT i."caseId"::text, k."title" FROM "item" i
    LEFT JOIN "item_case" k ON k."workspaceId" = i."workspaceId" AND k."id" = i."caseId"
    WHERE i."id" = ANY(${[...itemIds]}::uuid[])`;
  if (found.length < itemIds.length) throw new Refusal('not_found');
  const other = found.find(({ caseId }) => caseId !== id);
  // Not locked any more once taken out by a colleague: the caller tries again.
  if (other)
    throw other.title === null ? new Refusal('conflict') : new Refusal('in_another_case', { name: other.title });
  return changed.length;
}
