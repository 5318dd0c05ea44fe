import type { Tx } from '#lib/db/tx.ts';
import { refuseUnlessAllowed } from '#lib/items/allowed-actions/refuse-unless-allowed.ts';
import type { Availability } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import { SCHEDULE_LIMIT_MS } from './types.ts';

/** @throws Refusal `invalid` (`scheduledFor`) for a moment that is past or more than a year away */
export function checkTime(scheduledFor: Date, now = Date.now()): void {
  const ahead = scheduledFor.getTime() - now;
  if (!(ahead > 0 && ahead <= SCHEDULE_LIMIT_MS)) throw new Refusal('invalid', { field: 'scheduledFor' });
}

type Answer = { itemId: string; targetId: string; isPrivate: boolean; at: Date };

/**
 * Refuses a time at which the network takes no answer to this message any more, as far as is known today.
 * @throws Refusal as `refuseUnlessAllowed`
 */
export async function refuseUnlessOpenThen(
  tx: Tx,
  workspaceId: string,
  { itemId, targetId, isPrivate, at }: Answer,
): Promise<Extract<Availability, { can: true }>> {
  const name = isPrivate ? 'privateReply' : 'reply';
  return await refuseUnlessAllowed(tx, workspaceId, { itemId, messageId: targetId, name, now: at });
}
