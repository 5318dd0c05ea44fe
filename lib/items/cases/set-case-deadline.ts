import { defineAct } from '#lib/act.ts';
import { Refusal } from '#lib/refusal.ts';
import { changeCase, type OnCase } from './change-case.ts';
import { openCase } from './open-case.ts';
import { CASE_DUE_LIMIT_MS, type CaseResult } from './types.ts';

/**
 * Says by when the team wants the matter done. The networks' windows stay those of the items: whichever is sooner counts.
 * @param input.dueAt null: no deadline
 * @throws Refusal `not_found`, `case_changed`, `case_closed`; `invalid` for a time that has passed or is more than a year away
 */
export const setCaseDeadline = defineAct(
  openCase.permission,
  async (caller, { dueAt, ...on }: OnCase & { dueAt: Date | null }): Promise<CaseResult> => {
    const left = dueAt === null ? 1 : dueAt.getTime() - Date.now();
    if (!(left > 0 && left <= CASE_DUE_LIMIT_MS)) throw new Refusal('invalid', { field: 'dueAt' });
    return await changeCase(caller, on, {
      data: { dueAt },
      said: { change: dueAt ? 'due' : 'not_due', ...(dueAt ? { dueAt: dueAt.toISOString() } : {}) },
    });
  },
);
