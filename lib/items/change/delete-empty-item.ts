import type { Tx } from '#lib/db/tx.ts';

/**
 * Deletes an item that has no message left.
 * @returns whether it had none
 */
export async function deleteEmptyItem(tx: Tx, workspaceId: string, itemId: string): Promise<boolean> {
  const { count } = await tx.item.deleteMany({ where: { workspaceId, id: itemId, messages: { none: {} } } });
  return count > 0;
}
