import { defineAct } from '#lib/act.ts';
import { changeCase, type OnCase } from './change-case.ts';
import { checkTitle, openCase } from './open-case.ts';
import type { CaseResult } from './types.ts';

/** @throws Refusal `not_found`, `case_changed`, `case_closed`; `text_empty`, `text_too_long` (`limit`) */
export const renameCase = defineAct(
  openCase.permission,
  async (caller, { title, ...on }: OnCase & { title: string }): Promise<CaseResult> => {
    const line = checkTitle(title);
    return await changeCase(caller, on, { data: { title: line, namedAfterId: null }, said: { change: 'renamed' } });
  },
);
