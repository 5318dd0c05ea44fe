import { asMember } from '#lib/db/in-workspace.ts';
import type { Caller } from '#lib/caller.ts';
import type { Prisma } from '#lib/db/generated/client.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeItems } from '../change/change-items.ts';
import { lockCase, refuseIfClosed } from './lock-case.ts';
import { readCase } from './read-case.ts';
import type { CaseResult } from './types.ts';

/** A case as its reader had it. */
export type OnCase = { caseId: string; version: number };

/** @property whenClosed whether it may be done to a closed case */
type Change = {
  data: { title?: string; namedAfterId?: null; dueAt?: Date | null; closedAt?: Date | null };
  said: Prisma.InputJsonObject;
  whenClosed?: boolean;
};

/**
 * Changes what a case itself has, and writes it to the histories of those of its items that the caller sees.
 * @throws Refusal `not_found`; `case_closed`; `case_changed` when somebody changed it since it was read
 */
export async function changeCase(
  caller: Caller,
  on: OnCase,
  { data, said, whenClosed = false }: Change,
): Promise<CaseResult> {
  const id = uuid(on.caseId);
  const result = await asMember(caller, async (tx) => {
    const found = await lockCase(tx, id);
    if (found.version !== on.version) throw new Refusal('case_changed');
    if (!whenClosed) refuseIfClosed(found);
    await tx.case.updateMany({ where: { id }, data: { ...data, version: { increment: 1 } } });
    await changeItems(tx, caller, found.itemIds, {
      event: 'case_changed',
      details: { caseId: id, ...said },
    });
    return { case: await readCase(tx, caller, id), undo: null };
  });
  announce(caller.workspaceId);
  return result;
}
