import type { Caller } from '#lib/caller.ts';
import { sendAgain } from './attempts/send-again.ts';
import type { ActionView } from '#lib/items/types.ts';

/**
 * Sends a failed action again; an unconfirmed one too, since the member says so after having looked.
 * @throws Refusal `not_found`; `conflict` when it is in neither state
 */
export async function retryAction(caller: Caller, { actionId }: { actionId: string }): Promise<{ action: ActionView }> {
  return await sendAgain(caller, actionId, { from: ['failed', 'unconfirmed'], lookFirst: false });
}
