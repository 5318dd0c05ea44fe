import { defineAct } from '#lib/act.ts';
import type { ItemRow } from '../types.ts';
import { changePromise } from './change-promise.ts';
import { reminderAt } from './reminder-at.ts';

/**
 * Takes the end of a promise back: it is owed again, by its old moment.
 * @throws Refusal `not_found`; `promise_changed` (`state`) when it is neither kept nor withdrawn
 */
export const reopenPromise = defineAct(
  'items.work',
  async (caller, { promiseId }: { promiseId: string }): Promise<{ item: ItemRow }> =>
    await changePromise(caller, promiseId, {
      event: 'promise_reopened',
      from: ['kept', 'withdrawn'],
      data: ({ dueAt }) => {
        const openedAt = new Date();
        return {
          state: 'open',
          openedAt,
          remindAt: reminderAt(openedAt, dueAt),
          endedAt: null,
          endedById: null,
          keptByActionId: null,
          reason: null,
        };
      },
    }),
);
