import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import type { WebhookHandler } from '#lib/networks/contract.ts';
import { isStorable, storable } from '#lib/text/storable.ts';
import { findReceivers } from './find-receivers.ts';
import { storeDeliveries } from './store-deliveries.ts';
import { remindOfDeliveries } from './remind-of-deliveries.ts';

export type Delivery = { network: string; headers: Record<string, string>; body: string };

/**
 * Stores a genuine delivery for every channel that it tells of. One that tells of no account we know, or cannot be
 * read so far, is kept apart.
 * @returns how many channels got it
 */
export async function routeDelivery(
  door: Pick<WebhookHandler<never>, 'accountsOf'>,
  delivery: Delivery,
  networkAppId: string | null,
): Promise<number> {
  const found = await receiversOf(door, delivery, networkAppId);
  if (typeof found === 'string') {
    await outsideWorkspaces().unroutedDelivery.create({
      data: { ...delivery, networkAppId, reason: found },
      select: { id: true },
    });
    return 0;
  }
  await storeDeliveries(found.map((receiver) => ({ ...receiver, ...delivery })));
  remindOfDeliveries(found);
  return found.length;
}

/** The channels that a delivery is for; in words why there are none. */
export async function receiversOf(
  door: Pick<WebhookHandler<never>, 'accountsOf'>,
  { network, headers, body }: Delivery,
  networkAppId: string | null,
) {
  let accounts: string[];
  try {
    accounts = door.accountsOf({ headers, body });
  } catch (error) {
    return storable(`unreadable: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500));
  }
  // No channel has an account of such a name, and Postgres could not even look for it.
  const receivers = await findReceivers(network, accounts.filter(isStorable), networkAppId);
  if (receivers.length > 0) return receivers;
  return accounts.length === 0 ? 'names no account' : storable(`unknown account: ${accounts.join(', ')}`.slice(0, 500));
}
