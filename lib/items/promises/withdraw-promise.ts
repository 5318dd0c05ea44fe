import { defineAct } from '#lib/act.ts';
import { Refusal } from '#lib/refusal.ts';
import { cleanText } from '../clean-text.ts';
import type { ItemRow } from '../types.ts';
import { changePromise } from './change-promise.ts';
import { PROMISE_REASON_LIMIT } from './types.ts';

type Input = { promiseId: string; reason: string };

/**
 * Gives a promise up, with a reason: nothing is owed any more.
 * @throws Refusal `not_found`; `text_empty`, `text_too_long` (`limit`) for the reason; `promise_changed` (`state`) when it is
 *   not owed, or not any more
 */
export const withdrawPromise = defineAct(
  'items.work',
  async (caller, { promiseId, reason }: Input): Promise<{ item: ItemRow }> => {
    const why = cleanText(reason);
    if (why === '') throw new Refusal('text_empty');
    if (why.length > PROMISE_REASON_LIMIT) throw new Refusal('text_too_long', { limit: PROMISE_REASON_LIMIT });
    return await changePromise(caller, promiseId, {
      event: 'promise_withdrawn',
      from: ['open'],
      data: () => ({ state: 'withdrawn', endedAt: new Date(), endedById: caller.memberId, reason: why }),
    });
  },
);
