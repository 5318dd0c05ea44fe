import { randomUUID } from 'node:crypto';
import { defineAct } from '#lib/act.ts';
import { asMember } from '#lib/db/in-workspace.ts';
import { uuid } from '#lib/db/uuid.ts';
import { announce } from '#lib/realtime/announce.ts';
import { checkItemIds, joinItems } from './join-items.ts';
import { lockCase, refuseIfClosed } from './lock-case.ts';
import { openCase } from './open-case.ts';
import { readCase } from './read-case.ts';
import { showInCase } from './show-in-case.ts';
import type { CaseResult } from './types.ts';

type Input = { caseId: string; itemIds: readonly string[] };

/**
 * Puts items into a case: all of them, or none. Nothing else of them changes.
 * @throws Refusal `not_found`, also for a case that was dissolved; `case_closed`; `in_another_case` (`name`); `invalid`,
 *   `too_many` for the items
 */
export const addToCase = defineAct(
  openCase.permission,
  async (caller, { caseId, itemIds }: Input): Promise<CaseResult> => {
    const id = uuid(caseId);
    const ids = checkItemIds(itemIds);
    const batchId = randomUUID();
    const result = await asMember(caller, async (tx) => {
      const found = await lockCase(tx, id);
      refuseIfClosed(found);
      const joined = await joinItems(tx, caller, found, ids, batchId);
      if (joined > 0) await showInCase(tx, caller, { caseId: id, except: ids });
      return { case: await readCase(tx, caller, id), undo: joined > 0 ? batchId : null };
    });
    if (result.undo) announce(caller.workspaceId);
    return result;
  },
);
