import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { type FieldKind, fieldKinds, type FieldView } from '../types.ts';

/** The workspace's own facts about a person, by name. */
export const listContactFields = defineAct(
  'items.read',
  async (caller): Promise<FieldView[]> => await asMember(caller, readFields),
);

export async function readFields(tx: Tx): Promise<FieldView[]> {
  const rows = await tx.contactField.findMany({
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, kind: true, choices: true },
  });
  return rows.flatMap(({ kind, ...field }) => (isKind(kind) ? [{ ...field, kind }] : []));
}

function isKind(kind: string): kind is FieldKind {
  return fieldKinds.some((known) => known === kind);
}
