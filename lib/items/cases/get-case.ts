import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { Refusal } from '#lib/refusal.ts';
import { readCase } from './read-case.ts';
import type { CaseView } from './types.ts';

/** @throws Refusal `not_found`, also for a case of which the caller sees no item */
export const getCase = defineAct('items.read', async (caller, { caseId }: { caseId: string }): Promise<CaseView> => {
  const id = uuid(caseId);
  const found = await asMember(caller, (tx) => readCase(tx, caller, id));
  if (!found) throw new Refusal('not_found');
  return found;
});
