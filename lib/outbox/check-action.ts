import { defineAct } from '#lib/act.ts';
import { sendAgain } from './attempts/send-again.ts';
import type { ActionView } from '#lib/items/types.ts';

type Input = { actionId: string };

/**
 * Looks on the network whether an unconfirmed action is there, and sends it only when it surely is not.
 * @throws Refusal `not_found`; `not_unconfirmed`
 */
export const checkAction = defineAct(
  'replies.write',
  async (caller, { actionId }: Input): Promise<{ action: ActionView }> => {
    return await sendAgain(caller, actionId, { from: ['unconfirmed'], lookFirst: true });
  },
);
