import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { changeItems } from '../change/change-items.ts';

/** Lets whoever has another item of the case open read the note that was written, edited or deleted on this one. */
export async function showInCase(
  tx: Tx,
  caller: Caller,
  { itemId, caseId }: { itemId: string; caseId: string | null },
): Promise<void> {
  if (caseId === null) return;
  const others = await tx.item.findMany({ where: { caseId, id: { not: itemId } }, select: { id: true } });
  if (others.length === 0) return;
  await changeItems(
    tx,
    caller,
    others.map(({ id }) => id),
    { event: 'case_touched' },
  );
}
