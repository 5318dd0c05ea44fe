import { defineAct } from '#lib/act.ts';
import { sendAgain } from './attempts/send-again.ts';
import type { ActionView } from '#lib/items/types.ts';

type Input = { actionId: string };

/**
 * Sends a failed action again; an unconfirmed one too, since the member says so after having looked.
 * @throws Refusal `not_found`; `conflict` when it is in neither state; `only_owner_sends` (`owner`)
 */
export const retryAction = defineAct(
  'replies.write',
  async (caller, { actionId }: Input): Promise<{ action: ActionView }> => {
    return await sendAgain(caller, actionId, { from: ['failed', 'unconfirmed'], lookFirst: false });
  },
);
