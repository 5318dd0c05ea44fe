import type { Caller } from '#lib/caller.ts';
import type { ItemPromise } from '#lib/db/generated/client.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';

/**
 * Locks the row of an item before one of its promises is written: so two writers of one promise take turns, and the item's
 * numbers are complete.
 * @throws Refusal `not_found`
 */
export async function lockItemOf(tx: Tx, { workspaceId }: { workspaceId: string }, itemId: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT "id" FROM "item" WHERE "workspaceId" = ${workspaceId}::uuid AND "id" = ${itemId}::uuid FOR NO KEY UPDATE`;
  if (rows.length === 0) throw new Refusal('not_found');
}

/**
 * @returns the promise as it is under the lock of its item
 * @throws Refusal `not_found`
 */
export async function lockPromise(tx: Tx, caller: Caller, id: string): Promise<ItemPromise> {
  const where = { workspaceId_id: { workspaceId: caller.workspaceId, id } };
  const found = await tx.itemPromise.findUnique({ where, select: { itemId: true } });
  if (!found) throw new Refusal('not_found');
  await lockItemOf(tx, caller, found.itemId);
  const promise = await tx.itemPromise.findUnique({ where });
  if (!promise) throw new Refusal('not_found');
  return promise;
}
