import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import type { Tx } from '#lib/db/tx.ts';
import { uuid } from '#lib/db/uuid.ts';
import { readContactRows } from '../contact-row.ts';
import { readPerson } from '../person.ts';
import type { Evidence, SuggestionView } from '../types.ts';

/** How many are suggested: the best. */
const SHOWN = 5;

type Alike = { id: string; evidence: Evidence[] };

/**
 * Who may be the same person as this one, on other networks, and what speaks for it. The handle counts for more than the name.
 * @throws Refusal `not_found`
 */
export const suggestJoins = defineAct(
  'contacts.edit',
  async (caller, { contactId }: { contactId: string }): Promise<SuggestionView[]> =>
    await asMember(caller, async (tx) => {
      const person = await readPerson(tx, uuid(contactId));
      const alike = (await findAlike(tx, person)).sort((a, b) => weightOf(b) - weightOf(a) || (a.id < b.id ? -1 : 1));
      const best = alike.slice(0, SHOWN);
      const rows = await readContactRows(
        tx,
        best.map(({ id }) => id),
      );
      return best.flatMap(({ id, evidence }) => {
        const row = rows.find((one) => one.id === id);
        return row ? [{ ...row, evidence }] : [];
      });
    }),
);

/** The contacts that may be the same person as these, with the evidence. */
export async function findAlike(tx: Tx, contactIds: readonly string[]): Promise<Alike[]> {
  return await tx.$queryRaw<Alike[]>`
    SELECT "id"::text, "evidence" FROM contacts_alike(${[...contactIds]}::uuid[]) ORDER BY "id"`;
}

function weightOf({ evidence }: Alike): number {
  return (evidence.includes('same_handle') ? 2 : 0) + (evidence.includes('same_name') ? 1 : 0);
}
