import { defineAct } from '#lib/act.ts';
import { Refusal } from '#lib/refusal.ts';
import type { ItemRow } from '../types.ts';
import { changePromise } from './change-promise.ts';
import { refuseUnlessAhead } from './check-promise.ts';
import { reminderAt } from './reminder-at.ts';

type Input = { promiseId: string; dueAt: Date };

/**
 * Gives a promise another moment, also one whose reply is not sent.
 * @throws Refusal `not_found`; `invalid` (`dueAt`) for a moment that is past or more than a year away; `promise_changed`
 *   (`state`) when it was kept or withdrawn; `promise_before_reply` when its reply is sent later
 */
export const movePromise = defineAct(
  'items.work',
  async (caller, { promiseId, dueAt }: Input): Promise<{ item: ItemRow }> => {
    refuseUnlessAhead(dueAt);
    return await changePromise(caller, promiseId, {
      event: 'promise_moved',
      from: ['pending', 'open'],
      data: ({ state }) => ({
        dueAt,
        remindedAt: null,
        lateAt: null,
        ...(state === 'open' ? { remindAt: reminderAt(new Date(), dueAt) } : {}),
      }),
      details: { dueAt: dueAt.toISOString() },
      check: async (tx, { workspaceId, actionId: id, state }) => {
        if (state !== 'pending' || id === null) return;
        // A held reply has lost its time.
        const where = { workspaceId, id, scheduledFor: { gte: dueAt }, state: { not: 'held' as const } };
        if ((await tx.action.count({ where })) > 0) throw new Refusal('promise_before_reply');
      },
    });
  },
);
