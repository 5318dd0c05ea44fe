import { defineAct } from '#lib/act.ts';
import type { ItemRow } from '../types.ts';
import { changePromise } from './change-promise.ts';

/**
 * Marks a promise as kept, by other means than a reply.
 * @throws Refusal `not_found`; `promise_changed` (`state`) when it is not owed, or not any more
 */
export const keepPromise = defineAct(
  'items.work',
  async (caller, { promiseId }: { promiseId: string }): Promise<{ item: ItemRow }> =>
    await changePromise(caller, promiseId, {
      event: 'promise_kept',
      from: ['open'],
      data: () => ({ state: 'kept', endedAt: new Date(), endedById: caller.memberId }),
    }),
);
