import type { Caller } from '#lib/caller.ts';
import { sendAgain } from './attempts/send-again.ts';
import type { ActionView } from '#lib/items/types.ts';

/**
 * Looks on the network whether an unconfirmed action is there, and sends it only when it surely is not.
 * @throws Refusal `not_found`; `not_unconfirmed`
 */
export async function checkAction(caller: Caller, { actionId }: { actionId: string }): Promise<{ action: ActionView }> {
  return await sendAgain(caller, actionId, { from: ['unconfirmed'], lookFirst: true });
}
