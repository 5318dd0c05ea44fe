import { defineAct } from '#lib/act.ts';
import { changeCase, type OnCase } from './change-case.ts';
import { openCase } from './open-case.ts';
import type { CaseResult } from './types.ts';

/**
 * Says that the matter is done. Its items stay in the case as they are: closing resolves none.
 * @throws Refusal `not_found`, `case_changed`, `case_closed`
 */
export const closeCase = defineAct(
  openCase.permission,
  async (caller, on: OnCase): Promise<CaseResult> =>
    await changeCase(caller, on, { data: { closedAt: new Date() }, said: { change: 'closed' } }),
);

/** @throws Refusal `not_found`, `case_changed` */
export const reopenCase = defineAct(
  openCase.permission,
  async (caller, on: OnCase): Promise<CaseResult> =>
    await changeCase(caller, on, { data: { closedAt: null }, said: { change: 'reopened' }, whenClosed: true }),
);
