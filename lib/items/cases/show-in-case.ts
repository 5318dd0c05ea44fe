import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { changeItems } from '../change/change-items.ts';

/** Lets whoever has another item of the case open see what was done: a note, or an item that came or went. */
export async function showInCase(
  tx: Tx,
  caller: Caller,
  { caseId, except }: { caseId: string | null; except: readonly string[] },
): Promise<void> {
  if (caseId === null) return;
  const others = await tx.item.findMany({ where: { caseId, id: { notIn: [...except] } }, select: { id: true } });
  if (others.length === 0) return;
  await changeItems(
    tx,
    caller,
    others.map(({ id }) => id),
    { event: 'case_touched' },
  );
}
