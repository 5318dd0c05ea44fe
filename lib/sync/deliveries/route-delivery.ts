import { outsideWorkspaces } from '#lib/db/outside-workspaces.ts';
import type { WebhookHandler } from '#lib/networks/contract.ts';
import { isStorable, storable } from '#lib/text/storable.ts';
import { findReceivers } from './find-receivers.ts';
import { storeDeliveries } from './store-deliveries.ts';
import { remindOfDeliveries } from './remind-of-deliveries.ts';

export type Delivery = { network: string; headers: Record<string, string>; body: string };

/**
 * Stores a verified delivery for every channel that it concerns. A delivery that names no account we know, or whose
 * account cannot be read, is stored as unrouted.
 * @returns how many channels received it
 */
export async function routeDelivery(
  handler: Pick<WebhookHandler<never>, 'readAccountIds'>,
  delivery: Delivery,
  networkAppId: string | null,
): Promise<number> {
  const found = await receiversOf(handler, delivery, networkAppId);
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

/** The channels that a delivery is for, or a text that says why there are none. */
export async function receiversOf(
  handler: Pick<WebhookHandler<never>, 'readAccountIds'>,
  { network, headers, body }: Delivery,
  networkAppId: string | null,
) {
  let accounts: string[];
  try {
    accounts = handler.readAccountIds({ headers, body });
  } catch (error) {
    return storable(`unreadable: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500));
  }
  // Postgres cannot even search for a name that is not storable, and no channel has one.
  const receivers = await findReceivers(network, accounts.filter(isStorable), networkAppId);
  if (receivers.length > 0) return receivers;
  return accounts.length === 0 ? 'names no account' : storable(`unknown account: ${accounts.join(', ')}`.slice(0, 500));
}
