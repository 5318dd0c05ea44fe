import type { Tx } from '#lib/db/tx.ts';
import type { CapabilityName, Availability, AllowedActions } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import { readAllowedActions } from './read-allowed-actions.ts';

type Open = Extract<Availability, { can: true }>;

/**
 * Refuses an act that the network does not allow on this message now, or at a later moment as far as is known today.
 * @returns how the action is allowed
 * @throws Refusal `not_offered`; `window_closed` (`closedAt`); `network_forbids` with the contract's `reason`
 */
export async function refuseUnlessAllowed(
  tx: Tx,
  workspaceId: string,
  { itemId, messageId, name, now }: { itemId: string; messageId: string; name: CapabilityName; now?: Date },
): Promise<Open> {
  const offers = await readAllowedActions(tx, workspaceId, { itemId, messageIds: [messageId], ...(now && { now }) });
  return openOr(offers.get(messageId), name);
}

function openOr(offers: AllowedActions | undefined, name: CapabilityName): Open {
  const offer = offers?.[name];
  if (offer?.can) return offer;
  if (!offer || offer.reason === 'not_offered') throw new Refusal('not_offered', { kind: name });
  const since = offer.since?.toISOString();
  if (offer.reason === 'window_closed') throw new Refusal('window_closed', { closedAt: since });
  throw new Refusal('network_forbids', { reason: offer.reason, ...(since ? { since } : {}) });
}
