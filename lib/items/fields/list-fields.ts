import { z } from 'zod';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { itemKinds } from '../types.ts';
import { fieldKinds, type ItemFieldView } from './types.ts';

const stored = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(fieldKinds),
  options: z.array(z.string()),
  itemKinds: z.array(z.enum(itemKinds)),
});

/** What the workspace wants to know of an item before it is resolved, in the order in which it is asked. */
export const listFields = defineAct(
  'items.read',
  async (caller): Promise<ItemFieldView[]> => await asMember(caller, (tx) => readFields(tx, caller.workspaceId)),
);

/** The same in a transaction. */
export async function readFields(tx: Tx, workspaceId: string): Promise<ItemFieldView[]> {
  const rows = await tx.itemField.findMany({
    where: { workspaceId },
    orderBy: { id: 'asc' },
    select: { id: true, name: true, kind: true, options: true, itemKinds: true },
  });
  return z.array(stored).parse(rows);
}
