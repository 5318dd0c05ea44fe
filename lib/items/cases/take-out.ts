import { randomUUID } from 'node:crypto';
import { defineAct } from '#lib/act.ts';
import { Prisma } from '#lib/db/generated/client.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { changeItems } from '../change/change-items.ts';
import { checkItemIds } from './join-items.ts';
import { lockCase } from './lock-case.ts';
import { openCase } from './open-case.ts';
import { readCase } from './read-case.ts';
import { showInCase } from './show-in-case.ts';
import type { CaseResult } from './types.ts';

type Input = {
  caseId: string;
  /** Absent: all that the caller sees, which dissolves the case for whoever sees no more. */
  itemIds?: readonly string[] | undefined;
};

/**
 * Takes items out of a case. Owners, deadlines and the notes that were written on an item stay with it; the case keeps its title
 * and notes for the undo. A case without items is not there any more.
 * @throws Refusal `not_found`; `invalid`, `too_many` for the items
 */
export const takeOutOfCase = defineAct(
  openCase.permission,
  async (caller, { caseId, itemIds }: Input): Promise<CaseResult> => {
    const id = uuid(caseId);
    const chosen = itemIds && checkItemIds(itemIds);
    const batchId = randomUUID();
    const result = await asMember(caller, async (tx) => {
      const { itemIds: all } = await lockCase(tx, id);
      const changed = await changeItems(
        tx,
        caller,
        chosen ?? all,
        {
          event: 'case_left',
          values: { caseId: null },
          where: Prisma.sql`target."caseId" = ${id}::uuid`,
          details: { caseId: id },
        },
        batchId,
      );
      if (changed.length > 0) await showInCase(tx, caller, { caseId: id, except: [] });
      return { case: await readCase(tx, caller, id), undo: changed.length > 0 ? batchId : null };
    });
    if (result.undo) announce(caller.workspaceId);
    return result;
  },
);
