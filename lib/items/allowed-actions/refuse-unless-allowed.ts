import type { Tx } from '#lib/db/tx.ts';
import type { CapabilityName, Availability, AllowedActions } from '#lib/networks/contract.ts';
import { Refusal } from '#lib/refusal.ts';
import { readAllowedActions } from './read-allowed-actions.ts';

type Open = Extract<Availability, { can: true }>;

/**
 * Refuses an act that the network does not allow on this message now, or at a later moment as far as is known today.
 * @param given.isTemplate a template is sent, for which no reply window need be open
 * @returns how the action is allowed
 * @throws Refusal `not_offered`; `window_closed` (`closedAt`); `network_forbids` with the contract's `reason`
 */
export async function refuseUnlessAllowed(
  tx: Tx,
  workspaceId: string,
  {
    itemId,
    messageId,
    name,
    isTemplate = false,
    now,
  }: { itemId: string; messageId: string; name: CapabilityName; isTemplate?: boolean; now?: Date },
): Promise<Open> {
  const offers = await readAllowedActions(tx, workspaceId, { itemId, messageIds: [messageId], ...(now && { now }) });
  const offer = offers.get(messageId)?.[name];
  // A template is what the network accepts after the window.
  if (isTemplate && offer && !offer.can && offer.reason === 'window_closed') return { can: true };
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
