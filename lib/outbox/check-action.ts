import { defineAct } from '#lib/act.ts';
import { sendAgain } from './attempts/send-again.ts';
import type { ActionView } from '#lib/items/types.ts';

type Input = { actionId: string };

/**
 * Checks whether an unconfirmed action was performed on the network, and sends it only if it certainly was not.
 * @throws Refusal `not_found`; `not_unconfirmed`
 */
export const checkAction = defineAct(
  'replies.write',
  async (caller, { actionId }: Input): Promise<{ action: ActionView }> => {
    return await sendAgain(caller, actionId, { from: ['unconfirmed'], lookFirst: true });
  },
);
