import { publicLink } from '#lib/mail/public-link.ts';
import type { Connector } from '#lib/networks/contract.ts';

/**
 * Where a network pushes to; a workspace's own app has an address of its own.
 * @param origin of the request, which holds where no public address is set
 */
export function webhookAddress(network: string, networkAppId: string | null, origin?: string): string {
  return publicLink(`/api/webhooks/${network}${networkAppId === null ? '' : `/${networkAppId}`}`, origin);
}

/** Where a network sends a member back to after its sign-in. */
export function redirectAddress({ network, oauth }: Pick<Connector, 'network' | 'oauth'>, origin?: string): string {
  const path = `/api/connect/${network}/callback${oauth?.redirectEndsWithSlash ? '/' : ''}`;
  return publicLink(path, origin);
}
