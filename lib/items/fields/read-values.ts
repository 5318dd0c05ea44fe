import type { Tx } from '#lib/db/tx.ts';
import type { FieldValue } from './types.ts';

/** What is known of an item of what the workspace asks before it is resolved; its tags aside. */
export async function readValues(tx: Tx, itemId: string): Promise<FieldValue[]> {
  return await tx.itemFieldValue.findMany({
    where: { itemId },
    orderBy: { fieldId: 'asc' },
    select: { fieldId: true, value: true },
  });
}
