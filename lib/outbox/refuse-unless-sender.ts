import type { Caller } from '#lib/caller.ts';
import type { Tx } from '#lib/db/tx.ts';
import { Refusal } from '#lib/refusal.ts';
import { readGuardRails } from '#lib/saved-replies/guard-rails/read-guard-rails.ts';
import type { LockedItem } from './attempts/lock-item.ts';

type Held = Pick<LockedItem, 'ownerId' | 'ownerName' | 'claimedUntil' | 'isContributor'>;

/** Whether a colleague of the member owns the item, and the claim has not lapsed. */
export function isHeldByColleague({ ownerId, claimedUntil }: Held, memberId: string): boolean {
  const isLapsed = claimedUntil !== null && claimedUntil < new Date();
  return ownerId !== null && ownerId !== memberId && !isLapsed;
}

/**
 * Refuses a manager when a colleague owns the item, so that two members never answer the same message.
 * @throws Refusal `already_claimed` (`owner`)
 */
export function refuseIfOwnedByColleague(item: Held, caller: Caller): void {
  if (isHeldByColleague(item, caller.memberId) && !item.isContributor && caller.role === 'manager') {
    throw new Refusal('already_claimed', { owner: { id: item.ownerId, name: item.ownerName } });
  }
}

/**
 * Where only owners send: stops everybody else, leads included, who take the item first. An item that nobody holds becomes
 * the sender's with the reply. The item's row is locked, so a hand-over comes before or after.
 * @throws Refusal `only_owner_sends` (`owner`)
 */
export async function refuseUnlessSender(tx: Tx, caller: Caller, item: Held): Promise<void> {
  if (!isHeldByColleague(item, caller.memberId)) return;
  const { onlyOwnerSends } = await readGuardRails(tx, caller.workspaceId);
  if (onlyOwnerSends) throw new Refusal('only_owner_sends', { owner: { id: item.ownerId, name: item.ownerName } });
}
